"""``urbsol review``: people decide about the claims of a report."""
