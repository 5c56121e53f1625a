"""From a contract file to terms and back: its declared shape, its findings, its JSON Schema."""
