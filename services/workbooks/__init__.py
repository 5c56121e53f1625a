"""What leaves the house as a workbook, gathered sheet by sheet."""
