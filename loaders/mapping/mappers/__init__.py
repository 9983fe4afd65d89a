"""Rows of tables become quads: one mapper a kind of source."""
