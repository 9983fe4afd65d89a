"""Takes the decisions of people about claims, and turns what they accept into statements."""
