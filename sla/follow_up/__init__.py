"""What follows from misses: their states, improvement plans, reports that are due."""
