"""The guide: its pages in resources/guide, and the window that shows them."""
