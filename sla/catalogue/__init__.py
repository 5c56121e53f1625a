"""The indicator catalogue: built from its records, and printed as a page of documentation."""
