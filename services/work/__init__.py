"""What runs by itself: the worker, the demo's years, the doctor."""
