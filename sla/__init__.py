"""What was promised and what it means: indicators, contracts, verdicts, points, misses, plans."""
