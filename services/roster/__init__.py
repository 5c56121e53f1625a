"""Rosters 花名册: people lists taken in by their own door, and who was at work on a day."""
