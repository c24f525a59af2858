"""The user's own samples: looking through them, putting them right, collecting more."""
