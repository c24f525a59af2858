"""The pictures of the README and of the guide, made by the program itself."""
