"""Names languages by their IRIs."""

from pyoxigraph import NamedNode


def language_iri(code: str) -> NamedNode:
    """Return the IRI of a language by its ISO 639-1 code (Library of Congress)."""
    return NamedNode(f"http://id.loc.gov/vocabulary/iso639-1/{code}")
