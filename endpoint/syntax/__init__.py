"""Says what is wrong with a text that is not SPARQL, in words people understand."""
