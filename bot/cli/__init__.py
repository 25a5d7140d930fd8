"""Commands, configuration and the one composition root."""
