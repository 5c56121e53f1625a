"""Contracts: loaded, written in the app, compared, put into words; which version governs a month."""
