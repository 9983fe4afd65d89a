"""What the page of a kind has beyond its facts and tables: pictures, comparisons, what is alike."""
