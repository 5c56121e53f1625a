"""Where a contract's month stands, what comes in about it, and whether it may close."""
