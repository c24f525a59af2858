"""Synthetic ink: digits in ways of writing that are rare in MNIST, and characters that are none.

glyphs.py       curves, and what a variant of a digit is
digits.py       the variants of each digit
non_digits.py   letters, signs and scribbles
generate.py     variant -> style of a writer -> ink -> preprocessing -> labelled set
"""
