"""From a received file to clean rows with findings. Knows no database and no page.

Its rooms, in the order of a file's way, each knowing only those before it:
columnar, containers, dictionary, values, layouts, rows, claims, confirmed, preview.
`read.py` is the one door; `draft.py` says what comes out of it.
"""
