"""What the shell is offered behind a TAB, by the kind of argument: routines, exercises, sessions.

Each of these is a `shell_complete` of click. Commands name them, so this must stay light; what a kind needs is imported
when it is asked for. Whatever lies in the person's folders, a TAB writes nothing, tells nothing and takes no time that
is felt. How a shell asks, and in what form it is answered, stands in shells.py.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from click.shell_completion import CompletionItem

from backday_tui.clock import SystemClock
from backday_tui.folders import folders
from backday_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import click

Item = CompletionItem[str]

_MOST_SESSIONS: Final = 30
_DESCRIPTION: Final = 60
_NAMES_S: Final = 0.1
"""How long the files of routines are read for their names; what has none by then goes without."""
_PATH_SIGNS: Final = ("~", ".", "$")


def routines(context: click.Context, parameter: click.Parameter, typed: str) -> list[Item]:
    """Routines by id, else by name, and those files of the current folder; a path is completed by the shell."""
    del context, parameter
    from backday_tui.routine import library

    if "/" in typed or typed.startswith(_PATH_SIGNS):
        return [Item(typed, type="file")]
    found = library.paths(folders().routines)
    begun = _begun(found, typed)
    files = _begun((path.name for path in library.files_in(Path(os.curdir)) if path.stem not in begun), typed)
    if begun or files:
        names = _names({routine_id: found[routine_id] for routine_id in begun})
        return [Item(each, help=names.get(each)) for each in begun] + [Item(each, help="a file here") for each in files]
    names = _names(found)
    named = _begun(names.values(), typed)
    if len(named) != 1:  # of several, what their ids begin with in common would take the place of what was typed
        return [Item(typed, type="file")]
    return [Item(each, help=name) for each, name in names.items() if name == named[0]]


def edited(context: click.Context, parameter: click.Parameter, typed: str) -> list[Item]:
    """What can be edited: routines as above, and the week."""
    week = fitting({"week": "your week"}, typed) if typed else []
    return [item for item in routines(context, parameter, typed) if item.type != "file" or not week] + week


def templates(context: click.Context, parameter: click.Parameter, typed: str) -> list[Item]:
    """The templates of new routines."""
    del context, parameter
    from backday_tui.routine.templates import TEMPLATES

    return fitting({each.id: each.told for each in TEMPLATES}, typed)


def _names(paths: dict[str, Path]) -> dict[str, str]:
    """The names of routines by their ids, as many as can be read in a moment."""
    from backday_tui.routine import library

    clock = SystemClock()
    names, end = dict[str, str](), clock.now() + _NAMES_S
    for routine_id, path in paths.items():
        if clock.now() > end:
            break
        name = library.headline_of(routine_id, path, bundled=False).name
        names[routine_id] = "" if name == routine_id else _description(name)
    return names


def exercises(context: click.Context, parameter: click.Parameter, typed: str) -> list[Item]:
    """Exercises by id, else by name or alias, of which earlier words may be typed already."""
    earlier = " ".join(context.params.get(parameter.name or "") or ())
    if earlier:
        start = len(earlier) + 1
        return [Item(name[start:]) for name in _exercises_called(f"{earlier} {typed}")]
    from backday_tui.routine.known_exercises import known_exercises

    by_id = [Item(each.id, help=_description(each.name)) for each in known_exercises() if each.id.startswith(typed)]
    return by_id or [Item(name) for name in _exercises_called(typed)]


def entries(context: click.Context, parameter: click.Parameter, typed: str) -> list[Item]:
    """The exercise at the end of a line of notation."""
    del context, parameter
    from backday_tui.routine.notation import name_start

    start = name_start(typed)
    if start is None:
        return []
    return [Item(typed[:start] + name) for name in _exercises_called(typed[start:])]


def _exercises_called(typed: str) -> list[str]:
    """The names that begin so, else the aliases."""
    from backday_tui.routine.known_exercises import known_exercises

    names = _begun((each.name for each in known_exercises()), typed)
    return names or _begun((alias for each in known_exercises() for alias in each.aliases), typed)


def sessions(context: click.Context, parameter: click.Parameter, typed: str) -> list[Item]:
    """The sessions in the log by their ids, newest first."""
    del context, parameter
    from backday_tui.history.log import glance  # SQLite, which no other kind needs

    rows = glance(folders().log_file, typed, _MOST_SESSIONS)
    return [Item(str(number), help=_description(f"{day} {name}")) for number, day, name in rows]


LOG_COMMANDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "add": "enter a session that nobody timed",
        "set": "correct a set",
        "edit": "a session as text in your editor",
        "undo": "take back what was put right last",
        "import": "take in a log of another app",
        "undo-import": "take back the last import",
        "export": "print the log for other apps",
        "restore": "go back to a copy of the log",
    }
)
"""What may stand behind `backday log` in the place of what is to be shown."""


def sessions_or_exercises(context: click.Context, parameter: click.Parameter, typed: str) -> list[Item]:
    """Sessions by their ids, and exercises: those that are in the log where nothing is typed yet, else as ever.

    The commands of the log are offered where one is being typed.
    """
    if context.params.get(parameter.name or ""):
        return exercises(context, parameter, typed)
    if typed and not typed.isdecimal():
        return fitting(LOG_COMMANDS, typed) + exercises(context, parameter, typed)
    found = sessions(context, parameter, typed)
    if typed:
        return found
    from backday_tui.history.log import glance_at_exercises
    from backday_tui.routine.known_exercises import known_exercises

    known = map(known_exercises().get, glance_at_exercises(folders().log_file, _MOST_SESSIONS))
    return found + [Item(each.id, help=_description(each.name)) for each in known if each]


def directories(context: click.Context, parameter: click.Parameter, typed: str) -> list[Item]:
    """A folder, which the shell completes."""
    del context, parameter
    return [Item(typed, type="dir")]


def fitting(words: Mapping[str, str], typed: str) -> list[Item]:
    """Those words that begin like what is typed, each with what there is to say of it."""
    return [Item(word, help=_description(words[word])) for word in _begun(words, typed)]


def _begun(texts: Iterable[str], typed: str) -> list[str]:
    """Those that begin just so, else those that do but for the case of letters."""
    whole = list(texts)
    exact = [text for text in whole if text.startswith(typed)]
    return exact or [text for text in whole if text.casefold().startswith(typed.casefold())]


def _description(text: str) -> str:
    return clean(text, _DESCRIPTION).strip()
