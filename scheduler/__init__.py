"""When things happen, not what."""
