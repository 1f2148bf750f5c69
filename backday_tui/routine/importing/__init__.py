"""What is pasted made a routine; begin with `importer.py`."""
