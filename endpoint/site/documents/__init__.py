"""Documents as data: how they are sent, lists and releases as RDF, and what says whose they are."""
