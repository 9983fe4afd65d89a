"""What the search index of a release is made of."""
