"""Recognises dates and figures."""
