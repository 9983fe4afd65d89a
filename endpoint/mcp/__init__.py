"""The door for assistants: the Model Context Protocol, stateless, with tools that only read.

https://modelcontextprotocol.io/specification/2026-07-28/
"""
