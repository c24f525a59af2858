"""The window in which models are trained: the form, the running view, and what came of it."""
