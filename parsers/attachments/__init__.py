"""Files that come along with a message, as what a person reads in them: tables with rows and cells, and text."""
