"""The log screens: what was done, and putting it right."""
