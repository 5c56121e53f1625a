"""Whole columns at once: codes, order and threads, so that ten million rows cost seconds."""
