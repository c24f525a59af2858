"""The windows for the user's own samples: browsing, relabelling and recording."""
