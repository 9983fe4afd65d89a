"""Rows about places and the governments that act in their name."""
