"""Quality audits and training, pure: forms, scoring receipts, logged calls, and the counts they make."""
