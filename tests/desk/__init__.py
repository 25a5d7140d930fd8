"""The desk: deciding, asking, writing down, following."""
