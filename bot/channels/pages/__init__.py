"""Templates of the channels: the chat page, the welcome, the code."""
