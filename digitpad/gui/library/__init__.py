"""The model library: which models there are, what each is, and two of them side by side."""
