"""One meaning, many sayings, and what must not match: a TOML file for each kind of value."""
