"""The page reader: from the colours of a picture to clean ink."""

from digitpad.imaging.page.page import Page, read_page

__all__ = ["Page", "read_page"]
