"""Reviews and appeals: the queue, one call's story, second scores, notices, cases."""
