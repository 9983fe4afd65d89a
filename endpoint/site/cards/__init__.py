"""Cards to embed elsewhere: a place, a network, a charter or a view of the map in one picture."""
