"""The release folder: written whole, switched to by one rename, verified and compared."""
