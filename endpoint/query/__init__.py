"""The query service: the protocol, the processes that answer, and what bounds them."""
