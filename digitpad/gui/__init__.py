"""The window: one file for each thing one can see, and what holds them together."""
