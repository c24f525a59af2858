"""Model files, and the library of models: bundled ones and the user's own."""
