"""A document as the recognisers see it: sentences, languages, hits."""
