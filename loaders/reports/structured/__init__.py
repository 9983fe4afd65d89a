"""Reports after the published template: every field of the model, facts instead of claims."""
