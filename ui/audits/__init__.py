"""Logged calls, the quick page, call experience, audits by others."""
