"""Roster 花名册: who worked where on which day, as it was known when."""
