"""Samples drawn from a vendor's call list: planned, drawn with a recorded seed, heard and replaced."""
