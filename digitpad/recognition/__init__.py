"""Recognizing: ink or a picture in, probabilities for each digit out."""
