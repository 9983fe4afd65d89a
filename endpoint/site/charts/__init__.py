"""Charts over the whole graph: growth of networks, cities by theme, cities that share networks."""
