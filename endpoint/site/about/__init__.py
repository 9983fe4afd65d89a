"""Pages about the site: data quality, contributing, doors for programs, texts of who runs it."""
