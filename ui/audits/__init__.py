"""One scored call: the desk and the quick page, forms, review, release, appeal."""
