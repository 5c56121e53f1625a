"""One verb of the user's sentence to a file: import a report, assess a month, log a call."""
