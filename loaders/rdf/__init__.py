"""RDF as files: quads, TriG, JSON-LD, hashes, the ontology, query files."""
