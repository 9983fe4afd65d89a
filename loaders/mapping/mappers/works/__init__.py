"""Rows about publications and what they say of one another."""
