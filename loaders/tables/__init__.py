"""The words of each language, which a reader of that language may correct without reading code."""
