"""Interprets the free-text columns of the tables."""
