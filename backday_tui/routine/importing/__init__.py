"""The parts of the importer, each with one job. The importer itself is `importer.py`; nothing else looks in here.

A paste goes through them in this order:

1. `pasted` makes plain lines of it (`typography`, `pasted_tables`).
2. `line_reader` says what each line is (`statements`), by itself. It asks `markers`, `sections`, `headings` and `prose`
   for their words, and `dose_reader`, `exercise_reader`, `group_reader` (`groups`) and `paragraph_reader` for the rest.
   They take phrases to `phrase_reader`, and names to `naming`.
3. `phrase_reader` says what a phrase says (`phrase`): `rests`, `loads`, `crosses`, `doses` and `sides` each cut theirs
   out of it (`peel`). How times, reps and loads are written is `written_amounts`.
4. `gathering` puts what belongs together into `drafts`, with what it knows of the lines around (`surroundings`) and of
   where a workout begins (`workouts`); `sifting` keeps what is meant.
5. `building` makes routines of them; `comments` keeps what was not understood.
"""
