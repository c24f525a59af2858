"""What every package stands on: errors, array types, files, folders, threads, cancellation."""
