"""Reports on their way in: expected, read, previewed, typed, corrected."""
