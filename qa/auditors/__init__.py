"""The auditors themselves: who scores mildly, leaves more out as N/A, or drifts. Pure."""
