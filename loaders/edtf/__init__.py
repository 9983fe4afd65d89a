"""Dates as far as they are known: one value for all rooms, its reading and its writing."""
