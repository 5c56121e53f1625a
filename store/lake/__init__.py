"""Facts as immutable Parquet, and the one query that sums them."""
