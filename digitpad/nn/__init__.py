"""The neural network: layers, loss, optimizers and schedules, each a file one can read aloud."""
