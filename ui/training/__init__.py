"""Training 培训: what the pages of training show."""
