"""Which releases there were, which of them are kept, and where in time each lies."""
