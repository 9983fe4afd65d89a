"""Speaks HTTP to a SPARQL server elsewhere: addresses, credentials, deadlines, bounded answers."""
