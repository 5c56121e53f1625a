"""From a miss to its plan: causes, breaches, chronic triggers, plans."""
