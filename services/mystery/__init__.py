"""Mystery-call programmes: briefs, waves with quotas, calls, the vendor's list, promises heard."""
