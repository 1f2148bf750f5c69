"""The exercises: browsed, read about, picked."""
