"""Fictitious vendors, contracts and reports, made by `python -m sample_data.generate` from a fixed seed."""
