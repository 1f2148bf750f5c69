"""A workout timer for the terminal that people trust with their training."""

__version__ = "0.1.0"
