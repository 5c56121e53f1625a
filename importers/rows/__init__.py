"""From tables to drafts: rows with their vendor, site, day and counts, one draft for each batch key."""
