"""The outside, both ways: one thin file a provider."""
