"""Finds things by their names."""
