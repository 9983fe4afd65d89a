"""Reads what the form of a page says: title and authors, tables, labelled lines, resolutions."""
