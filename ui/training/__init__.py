"""Widgets of the training section: rosters."""
