"""Whether a release is what it was when it was made: its files first, then what they say."""
