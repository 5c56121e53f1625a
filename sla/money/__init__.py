"""From a month's total to what is to be paid for it."""
