"""Samples of a vendor's call list: planned, drawn, heard."""
