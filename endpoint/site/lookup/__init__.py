"""From an identifier of another database to the things here that have it."""
