"""What is measured on this machine by `digitpad bench`: a file for each subject."""
