"""The bounded description of a thing: what is said of it, what points to it, and who says so."""
