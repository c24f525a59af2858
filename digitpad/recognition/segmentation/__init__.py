"""Numbers: several digits on the pad or in one picture, segmented and recognized.

text_lines   boxes of marks  ->  text lines
strokes      ink             ->  lines of strokes, with the odds that a digit ends after a stroke
cuts         a row of pixels ->  cuts through little ink, for digits that touch
centrelines  marks           ->  their strokes, where they are single lines
signs        strokes, place  ->  the odds that they are a dash, a dot, a slash, a bracket
rows         a picture       ->  rows with their cuts, and the segments that may be digits
reading      scored segments ->  the most likely sequence of digits
number       all of these together
"""
