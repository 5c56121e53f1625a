"""Streamlit, but not a page: main script, session, words, tables, charts."""
