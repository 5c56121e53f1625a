"""What a contract says, as data: clauses, indicators, points, money."""
