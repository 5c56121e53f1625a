"""Calibration 校准会: several people score the same calls unseen by each other, and are compared. Pure.

audits_and_scoring 4.1; china_practice 5.3; domain reference 3.5.
"""
