"""Recognises organisations, networks, charters, events and practices."""
