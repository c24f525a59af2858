"""Colours of charts, shared by the pictures of reports and the charts of the window."""

CLASSES = (
    *("#2457d6", "#c26a0a", "#0f6b4f", "#d2453b", "#5a2e91"),
    *("#8a8b16", "#8a3b1f", "#c9529a", "#3f4a55", "#1598ab"),
)
"""A colour for each of the digits 0 to 9 on white; neighbours differ in lightness too, for
colour-blind readers. Where it matters, the class's name is written beside it."""

BELOW = ("#b7d3f5", "#4a86d8", "#0a3a8a")
"""Blues for negative numbers on white, from near zero to far from it."""

ABOVE = ("#ffd39c", "#e58612", "#7d3300")
"""Oranges for positive numbers on white, from near zero to far from it."""
