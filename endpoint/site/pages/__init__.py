"""Typed contents of the pages: one dataclass a template."""
