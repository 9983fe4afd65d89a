"""Rows about who acts, where and how: actors, networks, practices, events, acts."""
