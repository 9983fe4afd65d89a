"""Rows that say what things are called become their labels."""
