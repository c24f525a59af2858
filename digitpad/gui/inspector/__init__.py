"""The inspector: see what the network sees. One file a page."""
