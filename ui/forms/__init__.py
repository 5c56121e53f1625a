"""Audit forms: the list, one version, its designer."""
