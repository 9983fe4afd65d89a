"""The pipeline from sources to a release folder: read, map, validate, check, derive, release."""
