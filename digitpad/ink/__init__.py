"""Ink: strokes with time and pressure, their rasterization, and their files."""
