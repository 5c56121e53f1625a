"""What the client enters itself: events, figures, training."""
