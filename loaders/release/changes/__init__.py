"""What changed from one release to another: statements, things people know, what breaks."""
