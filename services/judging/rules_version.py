"""Which rules judge now."""

#: Grows whenever judging, scoring or settling could give another figure from the same inputs.
RULES_VERSION = "3"
