"""The ontology for people: each class with the properties in use."""
