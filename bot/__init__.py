"""The bot: what it hears, decides and says."""
