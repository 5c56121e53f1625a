"""Misses and improvement plans."""
