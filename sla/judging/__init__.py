"""From counts to a verdict: tallies, judgements, and what the rest of a month must bring."""
