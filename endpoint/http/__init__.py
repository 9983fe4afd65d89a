"""Connections and HTTP/1.1: what reads requests and writes responses."""
