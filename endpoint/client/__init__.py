"""The client in one file that the site offers for download; nothing here imports it."""
