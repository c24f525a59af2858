"""The subjects of `digitpad bench`, one module each."""
