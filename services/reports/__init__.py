"""A vendor's report on its way in: expected, read, previewed, committed, returned, corrected, looked up."""
