"""Measures extraction against texts that people annotated."""
