"""Reads who does what with projects, awards, events and works, from sentences."""
