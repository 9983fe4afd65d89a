"""What names and identifiers have in common wherever they are written, indexed or typed."""
