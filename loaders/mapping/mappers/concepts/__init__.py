"""Rows of concept schemes, of our own and of others."""
