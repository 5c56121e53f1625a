"""What the client enters itself: audits as they are kept, training, events, call lists, typed figures."""
