"""Reads what bodies did by the words of their deeds: who founded whom, by any turn of phrase."""
