"""``urbsol lint``: checks and fixes the form of the curated files."""
