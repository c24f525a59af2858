"""Training jobs: a plan in, events out, in this process or in one of its own."""
