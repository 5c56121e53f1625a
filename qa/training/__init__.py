"""Training 培训: what a vendor reports of it as counts, and what our own books say, agent by agent."""
