"""The commands of the command line, one file each: `register` says what it takes, `run` does it."""
