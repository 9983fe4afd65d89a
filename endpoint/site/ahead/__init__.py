"""What pages of a large release share, made before anybody asks."""
