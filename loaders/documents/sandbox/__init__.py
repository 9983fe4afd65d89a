"""Reads the bytes of a file of any format in a child process with limits."""
