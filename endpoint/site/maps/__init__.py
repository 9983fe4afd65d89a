"""Pictures of where places are."""
