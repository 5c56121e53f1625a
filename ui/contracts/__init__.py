"""Contracts and their drafts: shown, written, compared."""
