"""Which calls to listen to, and what they then say of all calls: plan, strata, draw, weights. Pure."""
