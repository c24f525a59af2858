"""Pictures of handwriting under named conditions, made from the project's own ink."""
