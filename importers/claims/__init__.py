"""What a file claims, held against its own counts, against its neighbours and against our own calls."""
