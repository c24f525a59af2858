"""Training a network: settings, the trainer and its events, changes, checkpoints."""
