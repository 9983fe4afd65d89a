"""Reads what the form of a page says: title, authors, tables, labels, motions, chronologies."""
