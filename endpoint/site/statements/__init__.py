"""Why we say this: the address of a statement, where it was read, and how to correct it."""
