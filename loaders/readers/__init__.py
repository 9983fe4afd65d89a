"""Bytes become rows or text blocks, each with a locator."""
