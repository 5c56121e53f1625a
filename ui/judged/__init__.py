"""What was judged: overview, scorecard, clause, comparisons, what if."""
