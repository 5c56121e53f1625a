"""Vendors, their file, places and people."""
