"""The Reconciliation API 0.2: names of other people's tables become things of this graph."""
