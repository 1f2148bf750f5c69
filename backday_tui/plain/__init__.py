"""A workout as lines of text or of JSON: for a pipe, a screen reader, a log, or a terminal that can do no more.

It is a second face of what the live screen shows: no rule of a workout lives here, and no Textual.
"""
