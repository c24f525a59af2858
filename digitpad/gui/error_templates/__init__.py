"""The sentences of the core that the window may have to say, with places for names and numbers.

Tests hold these lists against the code. See `error_words`.
"""

from digitpad.gui.error_templates import digits, models, training, within

TEMPLATES = (*models.TEMPLATES, *training.TEMPLATES, *digits.TEMPLATES, *within.TEMPLATES)
