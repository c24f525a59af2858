"""The drawing pad: canvas, bars, processing steps, and learning from corrections."""
