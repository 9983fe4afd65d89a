"""What a SPARQL server elsewhere is sent: graphs of a dump, what was sent, and where to."""
