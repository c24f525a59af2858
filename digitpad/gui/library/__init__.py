"""The window of the model library: list, details, and the comparison of two models."""
