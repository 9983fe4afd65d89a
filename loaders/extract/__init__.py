"""Recognises and links what a report names, and reads claims with their evidence."""
