"""Stores old releases as their difference from a newer one, and makes them whole again."""
