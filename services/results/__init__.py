"""Results as they are looked at: overview, figures home to their cells, comparisons, what if."""
