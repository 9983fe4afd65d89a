"""Reads what a sentence says of the things it names by its topic, where no verb was understood."""
