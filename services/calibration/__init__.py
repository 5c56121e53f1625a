"""Calibration sessions, scored unseen and opened together, and the auditors beside each other."""
