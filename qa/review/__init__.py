"""What becomes of a submitted audit, pure: second score, release, appeal, ruling, their clocks and rates."""
