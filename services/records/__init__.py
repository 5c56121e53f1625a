"""What the client enters itself: spot-check calls, training, daily events, figures typed by hand."""
