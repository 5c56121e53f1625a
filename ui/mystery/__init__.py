"""A mystery-call programme: board, briefs, waves, calls, what was promised."""
