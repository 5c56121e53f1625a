"""Credits in their ledger, claims and disputes, and the statement that is paid."""
