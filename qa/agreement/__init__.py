"""How far two sides agree: auditors with each other and with a master, a vendor's figures with our own. Pure.

Counts and shares are exact; what is irrational (an interval, a chance) is told as a decimal, rounded last.
"""
