"""Site visits: the states of a visit and of what was found, and answers of two sides brought together."""
