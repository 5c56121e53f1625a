"""Site visits 现场检查: planned, answered, submitted, counter-signed, what was found put right or booked."""
