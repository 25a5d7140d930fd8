"""Free text to reading: pure functions over text, catalog, directory, context and time."""
