"""What one cell or a whole column says: a value, nothing, or the trouble with it. Never a guess."""
