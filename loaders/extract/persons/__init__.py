"""Recognises persons in public roles and authors."""
