"""From verdicts to points: one item, and the month with its adjustments and vetoes."""
