"""From received figures to a judged month: sources, windows, verdicts, misses, runs kept and rebuilt."""
