"""The tables of the release: what there are, what their columns mean, and their files."""
