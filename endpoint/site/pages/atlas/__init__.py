"""The page of the map, made of the places of a view."""
