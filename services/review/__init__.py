"""A scored call's way from submission to its last ruling: second score, release, appeal, notice, cases."""
