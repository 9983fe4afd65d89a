"""Validates RDF against the SHACL shapes and says what is wrong."""
