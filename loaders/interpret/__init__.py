"""Reads what people wrote in free-text columns: dates, figures, offices, agents, references."""
