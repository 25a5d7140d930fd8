"""The web pages of operators and newcomers."""
