"""One file for each sheet of a month's workbook."""
