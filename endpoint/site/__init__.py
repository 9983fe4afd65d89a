"""The site: what people and programs read about the things in the graph."""
