"""What the coach asks, decides and remembers. Pure."""
