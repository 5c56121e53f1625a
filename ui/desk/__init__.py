"""The scoring desk and the component that listens to its keys."""
