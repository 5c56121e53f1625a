"""The shared words: period, working days, scope, counts, tally, rounding, finding, error, text."""
