"""How the schema came to be; run by store/database.py, never by hand."""
