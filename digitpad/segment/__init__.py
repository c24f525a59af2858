"""Several digits on one pad or in one picture: taken apart, and read as a number.

lines      marks  ->  lines of writing
strokes    ink    ->  strokes in reading order, and where a digit may end between them
cuts       a row  ->  ways to cut through it where there is little ink
rows       a picture  ->  rows, and the stretches between two cuts that may be digits
reading    stretches with their chances  ->  the best way along the row
number     all of it together
"""
