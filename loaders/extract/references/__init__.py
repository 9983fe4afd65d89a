"""Reads bibliographies and the citations that lead to them."""
