"""Two to five cities side by side."""
