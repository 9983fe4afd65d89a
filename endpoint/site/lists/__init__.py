"""Lists of the things of a kind: narrowed by facets, sorted, searched, on a day, as data."""
