"""Labels beyond the digits."""

NON_DIGIT = 10
"""The label of what is no digit, one past the digits."""
