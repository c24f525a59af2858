"""The graphical user interface: the main window with the drawing pad, and the windows beside it."""
