"""The one engine that scores: from a form's version and answers to a receipt, and what receipts add up to."""
