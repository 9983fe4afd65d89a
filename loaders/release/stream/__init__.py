"""The change log: activities in pages that never change again, and a client that follows it."""
