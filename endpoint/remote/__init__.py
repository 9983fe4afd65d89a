"""Answers from a SPARQL 1.1 server elsewhere (`URBSOL_STORE=sparql+https://…`)."""
