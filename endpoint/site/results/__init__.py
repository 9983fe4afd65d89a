"""The answer to a query for people: table, map, chart, and how programs get the same."""
