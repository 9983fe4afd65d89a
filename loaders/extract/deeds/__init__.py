"""Reads what bodies did by the words of their deeds: who founded whom, what a council adopted."""
