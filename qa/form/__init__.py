"""What an audit form says: its terms, its conditions, its file, its checks, and the forms that ship."""
