"""What to do about a message."""
