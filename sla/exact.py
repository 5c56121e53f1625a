"""Exact numbers as text, as core says them."""

from core.exact import exact_text, shown_text

__all__ = ["exact_text", "shown_text"]
