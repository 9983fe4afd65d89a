"""Claims: what was read in reports, the sentences it stands in, and what people decided."""
