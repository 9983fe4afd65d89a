"""What every mapper works with: rows, records, provenance, dates, identifiers, places."""
