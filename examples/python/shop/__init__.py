"""A shop: sells what is in stock, remembers what is looked at, reports what was sold."""
