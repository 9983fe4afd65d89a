"""What becomes of the addresses of things, and how w3id.org passes them on."""
