"""From raw sheets to tables: titles, headers, data rows; which figures stand where."""
