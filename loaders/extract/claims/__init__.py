"""Reads claims from the clauses of a text."""
