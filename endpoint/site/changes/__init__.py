"""The change log of the dataset as it is served: an event stream, and feeds of what it tells."""
