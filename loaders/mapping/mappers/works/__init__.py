"""Rows about texts: charters, publications, and what they say of one another."""
