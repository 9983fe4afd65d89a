"""SPARQL without sockets and without Flask: protocol, formats, negotiation, limits, errors."""
