"""From the bytes of a report to text blocks whose every character leads back to the original."""
