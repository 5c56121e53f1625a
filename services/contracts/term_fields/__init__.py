"""What the forms of a contract ask, field by field: one entry for each key of the contract file."""
