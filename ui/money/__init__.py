"""Settlement, statement, ledger."""
