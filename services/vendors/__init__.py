"""A vendor's file: strength, certificates, reliability, its choice, its successor, its exit."""
