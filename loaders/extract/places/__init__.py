"""Recognises and links cities, countries, regions and governments."""
