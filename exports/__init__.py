"""Out to Excel: one month of one contract as a workbook the vendor can read."""
