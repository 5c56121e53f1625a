"""Audit forms: published versions and drafts of the next."""
