"""What is told of one city holds for others, or for other networks, too."""
