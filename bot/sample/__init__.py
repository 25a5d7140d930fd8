"""An invented company to try jiedan with."""
