"""The library: routines to pick from, looked at, made and put in order."""
