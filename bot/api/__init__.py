"""The HTTP API: other programs bring messages and orders in, look at orders and move them."""
