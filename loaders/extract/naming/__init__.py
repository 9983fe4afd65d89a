"""Names in running text: where one begins and ends, whoever reads it."""
