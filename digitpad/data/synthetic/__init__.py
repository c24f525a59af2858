"""Ink that nobody wrote: digits the way people write them and MNIST hardly does, and non-digits.

curves (arcs, lines, bends)  ->  digits.py, symbols.py (which curves, in which habit)
                             ->  hand.py (slant, width, tremor: one person's way)
                             ->  generate.py (ink -> the same preprocessing as any drawing)
"""
