"""The terminal app: what a person sees."""
