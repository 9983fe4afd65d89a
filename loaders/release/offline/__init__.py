"""A release that answers without a server: one HTML file with the dataset and a SPARQL engine."""
