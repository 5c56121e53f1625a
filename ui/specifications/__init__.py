"""Process specifications: written, compared, published."""
