"""Training runs as folders: they outlive the process, the window and a power cut.

    user data/runs/2025-06-01-140322-7f3a/   plan.json  log.jsonl  checkpoint.safetensors  ...

`run` finds and keeps them, `events` is what is told while they go on, `child` is the process that
trains, and `finish` makes the model at the end, the same for the window and the command line.
"""
