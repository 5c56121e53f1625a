"""What our own people hear: audit forms, spot-check calls and their scores, training counts."""
