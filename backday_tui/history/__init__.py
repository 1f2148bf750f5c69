"""What was done: sessions, their sets, and the journal of the one that runs, in SQLite."""
