"""Documents as they were in releases before, and the way to them in time (RFC 7089)."""
