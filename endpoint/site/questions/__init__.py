"""Questions with blanks as pages: choose what stands in them, read the answer, take its query."""
