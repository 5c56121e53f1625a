"""Calibration sessions and the auditors."""
