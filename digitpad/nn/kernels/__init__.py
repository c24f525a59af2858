"""Convolution: a plain reference form, and the fast algorithms that compute the same."""
