"""Serves one release: SPARQL, dereferenceable URIs, pages and downloads."""
