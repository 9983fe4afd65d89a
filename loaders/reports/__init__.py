"""One report all the way: loading, mapping, templates, output."""
