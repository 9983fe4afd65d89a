"""Reads word processor files and spreadsheets."""
