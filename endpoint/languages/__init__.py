"""The languages of the site: which there are, which one is spoken, and how it writes things."""
