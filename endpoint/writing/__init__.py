"""How statements and tables are written where a library alone would lose or break them."""
