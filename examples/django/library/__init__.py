"""A library: lends each copy of a book to one reader at a time."""
