"""A draft beside what is committed: new, changed, gone, rejected, repaired."""
