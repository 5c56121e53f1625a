"""One scored call: the desk and the quick page, review, release, appeal, what vendors checked themselves."""
