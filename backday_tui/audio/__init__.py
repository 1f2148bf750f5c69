"""The only code that makes sound: a handle for the app, and a child process that plays each cue at its time.

Nothing here knows what a workout is, and nothing outside opens a sound device. Import the modules, not this package:
the child process starts with as little as it can.
"""
