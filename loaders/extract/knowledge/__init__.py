"""What extraction knows before it reads: names, words and places, loaded once a process."""
