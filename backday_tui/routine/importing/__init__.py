"""The parts of the importer, each with one job. The importer itself is `importer.py`; nothing else looks in here."""
