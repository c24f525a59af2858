"""Ends what parts of a window do in the background."""

from digitpad.gui.background import BackgroundJob


def end_jobs(widget):
    """Stop the background jobs of a part of a window, as the window does at the end."""
    for job in widget.findChildren(BackgroundJob):
        job.shut_down()
