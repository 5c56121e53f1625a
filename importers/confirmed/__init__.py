"""What a person has confirmed of a sheet, and what has changed on it since."""
