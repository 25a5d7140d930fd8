"""The servers that tests talk to, and the fixtures that start them."""
