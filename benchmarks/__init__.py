"""Speed held beside a yardstick, in one run: `python -m benchmarks.<name>`. Nothing here is a timed test."""
