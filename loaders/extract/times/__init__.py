"""Gives claims that were read without a date the one that their text leaves no doubt of."""
