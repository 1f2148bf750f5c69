"""The screens of what came of all that was done: a movement from session to session, and the weeks of a year."""
