"""Process specifications: drafts, published versions, and what a changed clause touches."""
