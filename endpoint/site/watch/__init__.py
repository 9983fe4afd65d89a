"""Feeds of what an answer gains and loses from release to release: "watch this"."""
