"""Templates of the operators' pages."""
