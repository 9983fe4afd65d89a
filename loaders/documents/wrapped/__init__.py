"""Reads files that hold other documents: mail, saved pages, books."""
