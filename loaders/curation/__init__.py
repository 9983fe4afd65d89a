"""What a person edits: sources, registry, links, the tables and their canonical form."""
