"""What a stretch of a page is about, over the borders of sentences: its project or body."""
