"""Logs in the forms of other programs, and in two of our own: taken in, and written out."""
