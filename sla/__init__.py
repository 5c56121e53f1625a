"""What was promised and what it means: indicators, contracts, verdicts, points, money, misses, plans.

Its rooms, each knowing only those before it: terms (what a contract says, as data), contract_file (from a
file to terms and back), judging (from counts to a verdict), points, follow_up (what follows from misses),
money. `load.py` is the one door to YAML; catalogue holds the indicators by family.
"""
