"""What can stand at the cursor of a routine that is edited, what the key under it means, and the box that offers it.

First what may stand at a place: all of it comes from the tables of the format and the catalogue. Then how a place is
found, in a text that is seldom whole because somebody is typing in it. Both are pure. Last the box, which takes no
keys, and `Suggesting`, which moves its mark and puts in what was chosen.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from textual.content import Content
from textual.geometry import Offset, clamp
from textual.message import Message

from backday_tui.exercises.catalog import EQUIPMENT, MUSCLES
from backday_tui.routine import library, week_file
from backday_tui.routine.file_kinds import kind_of
from backday_tui.routine.format import GROUPS, DownTable, EntryTable, ExerciseTable, ProgressTable, RoutineTable
from backday_tui.routine.model import HARDER, SECTIONS, WARMUP
from backday_tui.routine.notation import name_start
from backday_tui.routine.rules import OUTSIDE_GROUPS
from backday_tui.routine.warmup_shares import warmup_text
from backday_tui.text import clean
from backday_tui.tui.editor.colours import quotes_of
from backday_tui.tui.widgets.lines import LineView
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from textual.events import Click
    from textual.geometry import Region
    from textual.style import Style

    from backday_tui.exercises.catalog import Catalog, Exercise
    from backday_tui.routine.format import Key, Table
    from backday_tui.tui.editor.screen import EditorScreen


MOST: Final = 60
"""The most suggestions that are made."""
_SIDES: Final = ("each side", "alternating")
_LEAST_OF_SIDE: Final = 2
_LISTS: Final = {
    "warmup": "Entries before the work, with no rest between them unless `after` says so.",
    "work": "The entries of the work, with `between` between them.",
    "cooldown": "Entries after the work, with no rest between them unless `after` says so.",
    "exercises": "Exercises that the catalogue lacks, or whose text this routine replaces.",
    "progress": 'How the target grows: { reps = "8-12", load = "+5 lb" } or { hold = "+5s", until = "2:00" }.',
    "down": 'When it gets less: { after = 3, by = "10%" } where it is left out; false for never.',
}
_TABLES_OF_ENTRY: Final[Mapping[str, type[Table]]] = {"progress": ProgressTable, "down": DownTable}
_TABLES: Final[Mapping[str, type[Table]]] = {
    "routine": RoutineTable, "item": EntryTable, "member": EntryTable, "exercise": ExerciseTable, **_TABLES_OF_ENTRY,
}  # fmt: skip
_LINE: Final = 'A line: sets x amount, exercise, @ load, side: "3x8-12 Seated row @ 20kg each side".'
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "equipment": EQUIPMENT,
    "muscles": tuple(MUSCLES),
    "secondary": tuple(MUSCLES),
    "reps": ("max",),
    "hold": ("max",),
}
_LOAD_NUMBER: Final = re.compile(r"(?P<more>[+-] ?|bodyweight ?[+-] ?|[0-9]+ ?[xX] ?)?[0-9]+(?:\.[0-9]{1,3})?")
_BODYWEIGHT: Final = ("bodyweight", "bodyweight + ", "bodyweight - ")


_RAMP: Final = warmup_text(WARMUP)
_RESERVES: Final = ("1", "2", "3")


_GROWTH: Final[Mapping[str, tuple[str, ...]]] = {
    "reps": ("8-12", "5-10", "10-20"),
    "load": ("+2.5 kg", "+5 lb"),
    "hold": ("+5s", "+10s"),
    "until": ("2:00",),
    "max": ("+5 kg", "+10 lb"),
    "sets": ("3-5",),
    "then": (HARDER,),
    "down": ("false",),
    "by": ("10%", "5%"),
}
"""What is written most in `progress`."""


class Suggestion(NamedTuple):
    """What may stand at the cursor: as it is shown, what is put in from the column `start` up to the cursor, and more.

    `label` and `detail` are cleaned. `goes_on` tells that something is to be typed or picked right behind it.
    """

    label: str
    insert: str
    start: int
    detail: str = ""
    goes_on: bool = False


def suggestions(
    place: CursorPlace, line: str, column: int, catalog: Catalog, ids: Iterable[str] = ()
) -> list[Suggestion]:
    """What fits what is typed so far, the best first.

    `catalog` has the routine's own exercises too; `ids` are those of all routines, for a week.
    """
    if place.is_key:
        return list(_keys(place, line, column))[:MOST] if not place.quote else []
    if place.is_line and place.quote:
        return list(_notation(place, catalog))[:MOST]
    if place.is_line:
        return []
    if place.key == "exercise" and place.table in ("item", "member"):
        return list(_exercises(place, place.word, place.start, catalog))[:MOST]
    if place.table == "exercise" and place.key in ("easier", "harder"):
        return list(_ids(place, catalog))[:MOST]
    names = _exercises(place, place.word, place.start, catalog) if place.key == "then" else ()
    values = _values_of_week(place, ids) if place.table in _OF_WEEK else _values(place)
    return [*values, *names][:MOST]


def explanation(place: CursorPlace, catalog: Catalog) -> str:
    """A line about the key under the cursor or whose value stands there; "" where there is nothing to say."""
    if place.is_line and place.quote:
        return _LINE
    key = place.whole_key
    found = known_keys(place).get(key)
    if found is None:
        return ""
    if key == "exercise" and (exercise := catalog.find(place.word) if place.word else None):
        return _about(exercise)
    return f"{key}: {clean(found)}"


def known_keys(place: CursorPlace) -> dict[str, str]:
    """Every key that may stand in the table, with what it means."""
    if place.table == "routine":
        return {key: _meaning(RoutineTable.plain_keys(), key) for key in RoutineTable.all_keys()}
    if place.table in _TABLES_OF_ENTRY:
        table = _TABLES_OF_ENTRY[place.table]
        return {key: _meaning(table.plain_keys(), key) for key in table.all_keys()}
    if place.table == "exercise":
        return {key: _meaning(ExerciseTable.plain_keys(), key) for key in ExerciseTable.all_keys()}
    if place.table == "item":
        return _item_keys(place.keys)
    if place.table == "member":
        keys = {key: _meaning(EntryTable.plain_keys(), key) for key in EntryTable.all_keys()}
        return {key: meaning for key, meaning in keys.items() if key not in OUTSIDE_GROUPS}
    return week_file.known_keys(place.table) if place.table in _OF_WEEK else {}


def _item_keys(there: Iterable[str]) -> dict[str, str]:
    """The keys of an entry, or of the group that it is going to be."""
    group = next((group for group in GROUPS if group.list_key in there), None)
    if group:
        return {key: _meaning(group.plain_keys(), key) for key in group.all_keys()}
    keys = {key: _meaning(EntryTable.plain_keys(), key) for key in EntryTable.all_keys()}
    return keys if "exercise" in there else {**keys, **{each.list_key: each.__doc__ or "" for each in GROUPS}}


def _meaning(keys: Mapping[str, Key], key: str) -> str:
    if key in keys:
        return keys[key].description
    group = next((group.__doc__ or "" for group in GROUPS if group.list_key == key), "")
    return _LISTS.get(key) or group


def _keys(place: CursorPlace, line: str, column: int) -> Iterator[Suggestion]:
    behind = "" if line[column:].lstrip().startswith("=") else " = "
    for key, meaning in known_keys(place).items():
        if key.startswith(place.word) and (key not in place.keys or key == place.whole_key):
            yield Suggestion(key, key + behind, place.start, clean(meaning), goes_on=True)


def _values(place: CursorPlace) -> Iterator[Suggestion]:
    for value in _value_words(place):
        if value.casefold().startswith(place.word.casefold()):
            is_bare = value in ("true", "false") or place.key == "rir"
            text = value if is_bare else _quoted(value, place)
            yield Suggestion(value, text, place.start)


def _values_of_week(place: CursorPlace, ids: Iterable[str]) -> Iterator[Suggestion]:
    words = ids if place.key in ("turn", *week_file.DAYS) else {"load": ("90%",), "sets": ("half",)}.get(place.key, ())
    typed = place.word.casefold()
    for word in words:
        if typed in word.casefold():
            yield Suggestion(clean(word), _quoted(word, place), place.start)


def _value_words(place: CursorPlace) -> tuple[str, ...]:
    """The values of a key, where there is a set of them."""
    if place.key == "load" and place.table in ("item", "member"):
        return tuple(load for load in _loads(place.word) if not load.endswith(" "))
    schema = _schema(place)
    if place.table in _TABLES_OF_ENTRY and place.key in _GROWTH:
        return () if place.key == "down" and place.quote else _GROWTH[place.key]
    if schema.get("type") == "boolean":
        return () if place.quote else ("true", "false")
    if place.key == "rir":
        return () if place.quote else _RESERVES
    if place.key == "warmup" and schema:  # as a key of an entry
        return (_RAMP,) if place.quote else ("true", _RAMP)
    return tuple(schema.get("enum", _WORDS.get(place.key, ())))


def _loads(typed: str) -> Iterator[str]:
    """The loads that begin with what was typed: a number needs its unit, the body alone needs nothing."""
    number = _LOAD_NUMBER.fullmatch(typed)
    if number:
        yield from (f"{typed} kg", f"{typed} lb")
    if number and not number["more"]:
        yield f"{typed}%"
    yield from (text for text in _BODYWEIGHT if not typed or text.startswith(typed.casefold()))


def _schema(place: CursorPlace) -> Mapping[str, Any]:
    table = _TABLES.get(place.table)
    key = table.plain_keys().get(place.key) if table else None
    return key.kind.schema if key else {}


def _notation(place: CursorPlace, catalog: Catalog) -> Iterator[Suggestion]:
    """The exercise in a line of notation, and the words that may follow it."""
    begin = name_start(place.word)
    if begin is None:
        before, _, after = place.word.partition("@")
        start = place.start + len(before) + 1 + len(after) - len(after.lstrip())
        for load in _loads(after.strip()) if after.strip() else ():
            yield Suggestion(load.strip(), load, start, goes_on=load.endswith(" "))
        return
    typed = place.word[begin:]
    name, _, last = typed.rpartition(" ")
    if len(last) >= _LEAST_OF_SIDE and catalog.find(name):
        for side in _SIDES:
            if side.startswith(last.casefold()):
                yield Suggestion(side, side, place.start + len(place.word) - len(last))
    yield from _exercises(place, typed, place.start + begin, catalog, in_line=True)


def _exercises(
    place: CursorPlace, typed: str, start: int, catalog: Catalog, *, in_line: bool = False
) -> Iterator[Suggestion]:
    """Exercises by any part of a name or alias."""
    for exercise in catalog.search(typed):
        if in_line and (exercise.name[:1].isdigit() or "@" in exercise.name):
            continue
        text = _escaped(exercise.name, place) if in_line else _quoted(exercise.name, place)
        yield Suggestion(clean(exercise.name), text, start, _about(exercise, _alias(exercise, typed)))


def _ids(place: CursorPlace, catalog: Catalog) -> Iterator[Suggestion]:
    """Exercises as `easier` and `harder` name them."""
    for exercise in catalog.search(place.word):
        yield Suggestion(clean(exercise.id), _quoted(exercise.id, place), place.start, clean(exercise.name))


def _alias(exercise: Exercise, typed: str) -> str:
    """The alias that was meant, where it isn't the name."""
    wanted = typed.strip().casefold()
    if not wanted or wanted in exercise.name.casefold():
        return ""
    return next((alias for alias in exercise.aliases if wanted in alias.casefold()), "")


def _about(exercise: Exercise, alias: str = "") -> str:
    parts = [f"also {alias}" if alias else "", ", ".join(exercise.muscles[:2]), "held" if exercise.isometric else ""]
    parts += [", ".join(exercise.equipment[:2])]
    return clean(" · ".join(part for part in parts if part))


def _quoted(value: str, place: CursorPlace) -> str:
    """A text as it stands behind the mark that was typed, or with marks of its own."""
    if not place.quote:
        return f'"{_escaped(value, place)}"'
    return _escaped(value, place) + ("" if place.closed else place.quote)


def _escaped(value: str, place: CursorPlace) -> str:
    return value if place.quote == "'" else value.replace("\\", "\\\\").replace('"', '\\"')


CursorTable = Literal[
    "routine", "item", "member", "progress", "down", "exercise", "exercises", "other",
    "week", "day", "any", "block", "deload",
]  # fmt: skip
_OF_WEEK: Final = ("week", "day", "any", "block", "deload")

_GROUP_KEYS: Final = tuple(group.list_key for group in GROUPS)
_HEADER: Final = re.compile(r"""[ \t]*\[\[?[ \t]*([A-Za-z0-9_."' -]+?)[ \t]*\]\]?[ \t]*(?:#.*)?$""")
_TOKEN: Final = re.compile(
    r"(?P<comment>\#.*)"
    r"|(?P<string>\"(?:[^\"\\]|\\.)*\"?|'[^']*'?)"
    r"|(?P<word>[^\s\[\]{}=,.\"'#]+)"
    r"|(?P<mark>[\[\]{}=,.])"
)
_ELEMENT: Final = re.compile(r'[ \t]*"[^"\\]*",[ \t]*')
"""A line with a text and its comma in a list, which changes nothing about where one is."""
_CHILDREN: Final[dict[tuple[CursorTable, str], CursorTable]] = {
    **{("routine", section): "item" for section in SECTIONS},
    **{("item", key): "member" for key in _GROUP_KEYS},
    ("item", "progress"): "progress",
    ("member", "progress"): "progress",
    ("progress", "down"): "down",
    ("routine", "exercises"): "exercises",
    **{("week", day): "day" for day in week_file.DAYS},
    ("week", "any"): "any",
    ("week", "block"): "block",
    ("block", "deload"): "deload",
}


@dataclasses.dataclass(slots=True)
class _Frame:
    """An open table or list; `keys` are those that a table has so far, `key` the one whose value is due."""

    table: CursorTable
    is_list: bool = False
    key: str = ""
    keys: list[str] = dataclasses.field(default_factory=list)
    value: bool = False
    inline: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class CursorPlace:
    """What stands at the cursor.

    `table` is what holds it, `keys` what that table has besides. At a key `is_key` is True; else the value of `key` is
    due, in a list of them where `in_list`. `word` is what is typed of it, from the column `start` on; `quote` the mark
    that it is in, "" where it is in none; `closed` tells whether that ends. `whole_key` is the key under the cursor,
    its end included, or the key that the value belongs to.
    """

    table: CursorTable
    is_key: bool
    key: str
    keys: frozenset[str]
    word: str
    start: int
    quote: str = ""
    in_list: bool = False
    closed: bool = False
    whole_key: str = ""

    @property
    def is_line(self) -> bool:
        """Whether a line of notation stands there."""
        return self.in_list and not self.is_key and _CHILDREN.get((self.table, self.key)) in ("item", "member")


def place_at(lines: Sequence[str], row: int, column: int, top: CursorTable = "routine") -> CursorPlace | None:
    """What stands at a cursor; None within a comment, a header or a text of several lines.

    `top` is what the file is.
    """
    if quotes_of(lines[: row + 1])[row] or _HEADER.match(lines[row]):
        return None
    first, table = _table_above(lines, row, top)
    frames = [_Frame(table)]
    for line in lines[first:row]:
        if frames[-1].is_list and _ELEMENT.fullmatch(line):
            continue
        for token in _TOKEN.finditer(line):
            _take(frames, token)
        _end_line(frames)
    return _in_line(frames, lines[row], column)


def _table_above(lines: Sequence[str], row: int, top: CursorTable) -> tuple[int, CursorTable]:
    """The line behind the header that a line stands under, and what table that is."""
    for at in range(row - 1, -1, -1):
        line = lines[at]
        if "[" in line and (match := _HEADER.match(line)) and not line.lstrip().startswith(('["', "['")):
            return at + 1, _table_of(re.split(r"\s*\.\s*", match[1]), top)
    return 0, top


def _table_of(keys: Sequence[str], table: CursorTable) -> CursorTable:
    for key in keys:
        table = "exercise" if table == "exercises" else _CHILDREN.get((table, key.strip("\"'")), "other")
    return table


def _take(frames: list[_Frame], token: re.Match[str]) -> None:
    """A token that stands wholly before the cursor."""
    frame, mark = frames[-1], token["mark"]
    if token["comment"]:
        return
    if mark == "=":
        frame.value = True
    elif mark == ",":
        frame.value = frame.value and not frame.inline
    elif mark and mark in "[{":
        frames.append(_opened(frame, mark))
    elif mark and mark in "]}":
        if len(frames) > 1:
            frames.pop()
    elif not mark and not frame.is_list and not frame.value:
        frame.key = token[0].strip("\"'")
        frame.keys.append(frame.key)


def _opened(frame: _Frame, mark: str) -> _Frame:
    if mark == "[":
        return _Frame(frame.table, is_list=True, key=frame.key)
    child = _CHILDREN.get((frame.table, frame.key), "exercise" if frame.table == "exercises" else "other")
    return _Frame(child, inline=True)


def _end_line(frames: list[_Frame]) -> None:
    """A key of a table that is not inline ends with its line; what is open inline goes on."""
    if len(frames) == 1:
        frames[0].value = False


def _in_line(frames: list[_Frame], line: str, column: int) -> CursorPlace | None:
    for token in _TOKEN.finditer(line):
        start, end = token.span()
        if token["comment"] and start < column:
            return None
        if start >= column:
            break
        if not token["mark"] and column <= end and not (token["string"] and column == end and _closed(token[0])):
            return _within(frames, line, token, column)
        _take(frames, token)
    return _between(frames, line, column)


def _closed(text: str) -> bool:
    return len(text) > 1 and text[-1] == text[0]


def _within(frames: list[_Frame], line: str, token: re.Match[str], column: int) -> CursorPlace:
    """In a word or a text."""
    frame, start = frames[-1], token.start()
    quote = token[0][0] if token["string"] else ""
    start += len(quote)
    is_key = not frame.is_list and not frame.value
    whole = token[0].strip("\"'") if is_key else frame.key
    return _place(frame, line[start:column], start, quote=quote, closed=bool(quote) and _closed(token[0]), whole=whole)


def _between(frames: list[_Frame], line: str, column: int) -> CursorPlace:
    """Between two words, or behind the last."""
    frame = frames[-1]
    whole = frame.key if frame.value or frame.is_list else ""
    if not whole and (behind := _TOKEN.match(line, column)) and behind["word"]:
        whole = behind["word"]
    return _place(frame, "", column, whole=whole)


def _place(
    frame: _Frame, word: str, start: int, *, quote: str = "", closed: bool = False, whole: str = ""
) -> CursorPlace:
    is_key = not frame.is_list and not frame.value
    key = "" if is_key else frame.key
    return CursorPlace(
        frame.table, is_key, key, frozenset(frame.keys), word, start, quote, frame.is_list, closed, whole
    )


_MOST_ROWS: Final = 8
_WIDEST: Final = 64
_LEAST_DETAIL: Final = 14


class CompletionList(LineView, can_focus=False):
    """Suggestions, one of them marked."""

    DEFAULT_CSS = """
    CompletionList {
        display: none;
        layer: over;
        position: absolute;
        background: $panel;
        padding: 0;
        & > .completion--marked { background: $primary 35%; }
    }
    """
    COMPONENT_CLASSES = {"completion--marked"}  # noqa: RUF012 - Textual's

    class Picked(Message):
        """One was clicked; which, its list says."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Sequence[Suggestion] = ()
        self._marked = 0

    @property
    def is_open(self) -> bool:
        """Whether any suggestions are shown."""
        return bool(self.display and self._all)

    @property
    def marked(self) -> Suggestion | None:
        """The suggestion that the tab key would take."""
        return self._all[self._marked] if self._all else None

    def open_at(self, suggestions: Sequence[Suggestion], cursor: Offset, area: Region) -> None:
        """Show these below the cursor, or above it where there is no room below; `area` is where it may stand."""
        self._all, self._marked = suggestions, 0
        rows = min(len(suggestions), _MOST_ROWS)
        below, above = area.bottom - cursor.y - 1, cursor.y - area.y
        rows = clamp(rows, 1, max(below, above, 1))
        y = cursor.y + 1 if rows <= below or below >= above else cursor.y - rows
        width = min(self._wanted_width(), area.width)
        self.styles.width, self.styles.height = width, rows
        self.styles.offset = (clamp(cursor.x, area.x, max(area.right - width, area.x)), y)
        self.display = True
        self.scroll_to(y=0, animate=False, force=True)
        self.lines_changed()

    def _wanted_width(self) -> int:
        labels = max(Content(each.label).cell_length for each in self._all)
        details = max(Content(each.detail).cell_length for each in self._all)
        return min(labels + (details + 2 if details else 0) + 3, _WIDEST)

    def close(self) -> None:
        """Show nothing."""
        self._all = ()
        self.display = False

    def move(self, by: int) -> None:
        """Mark another suggestion, so many further down."""
        self._marked = (self._marked + by) % max(len(self._all), 1)
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        self.scroll_to(y=clamp(top, self._marked - height + 1, self._marked), animate=False, force=True)
        self.refresh()

    def line_count(self) -> int:
        """One line for each suggestion."""
        return len(self._all)

    def line_style(self, number: int) -> Style:
        """The marked suggestion stands out."""
        return self.get_visual_style("completion--marked") if number == self._marked else self.visual_style

    def line(self, number: int, width: int) -> Content:
        """A suggestion, and a word about it where there is room."""
        suggestion = self._all[number]
        label = Content.styled(f" {suggestion.label}", "bold" if number == self._marked else "")
        room = width - label.cell_length - 3
        if room < _LEAST_DETAIL or not suggestion.detail:
            return label.truncate(width, ellipsis=True)
        return label + Content("  ") + Content.styled(suggestion.detail, MUTED).truncate(room, ellipsis=True)

    def on_click(self, event: Click) -> None:
        event.stop()
        place = event.y + self.scroll_offset.y
        if place < len(self._all):
            self._marked = place
            self.post_message(self.Picked())


class Suggesting:
    """What could stand at the cursor of a text: offered while somebody types and when it is asked for, and put in."""

    def __init__(self, screen: EditorScreen) -> None:
        self._screen, self._area = screen, screen.area
        self.list = CompletionList()
        self._was_asked_for = False

    @property
    def is_open(self) -> bool:
        """Whether suggestions are shown."""
        return self.list.is_open

    def close(self) -> None:
        """Offer nothing."""
        self.list.close()

    def ask(self) -> None:
        """Offer all that can stand here, or say that nothing is known."""
        was_open = self.is_open
        if not self._offer(asked=True) and not was_open:
            self._screen.say("There is nothing known that could stand here")

    def typed(self) -> None:
        """Offer what fits what was typed."""
        self._offer(asked=False)

    def follow(self) -> None:
        """What was asked for stays there while the cursor goes where it still fits."""
        if self.is_open:
            self._offer(asked=self._was_asked_for)

    def move(self, by: int) -> None:
        """Mark another suggestion, so many further down."""
        self.list.move(by)

    def accept(self) -> None:
        """Put the marked one in, and go on with what is to stand behind it."""
        chosen = self.list.marked
        self.close()
        if chosen is None:
            return
        row, column = self._area.cursor_location
        self._area.history.checkpoint()
        self._area.replace(chosen.insert, (row, chosen.start), (row, column), maintain_selection_offset=False)
        if chosen.goes_on:
            self._area.call_after_refresh(self._offer_values)

    def explained(self) -> Content:
        """What the key at the cursor means."""
        place = self._place()
        text = explanation(place, self._screen.catalog) if place else ""
        key, colon, meaning = text.partition(": ")
        return Content.assemble((key + colon, "bold $secondary"), meaning)

    def _place(self) -> CursorPlace | None:
        top: CursorTable = "week" if self._is_week else "routine"
        return place_at(self._area.document.lines, *self._area.cursor_location, top)

    @property
    def _is_week(self) -> bool:
        return kind_of(self._screen.file.target, self._area.text) == "week"

    def _suggestions(self, place: CursorPlace, line: str, column: int) -> list[Suggestion]:
        folder = self._screen.file.target.parent
        ids = library.paths(folder) if place.table in _OF_WEEK else ()
        return suggestions(place, line, column, self._screen.catalog, ids)

    def _offer(self, *, asked: bool) -> bool:
        self._was_asked_for = asked
        found = self._found(asked=asked)
        if not found or not self._area.has_focus:
            self.close()
            return False
        self._open(found, self._area.cursor_location[1] - found[0].start)
        return True

    def _open(self, found: Sequence[Suggestion], left: int) -> None:
        """Show them so many cells to the left of the cursor."""
        self.list.open_at(found, self._area.cursor_screen_offset - Offset(left, 0), self._area.region)

    def _found(self, *, asked: bool) -> Sequence[Suggestion]:
        if self._area.selection.start != self._area.selection.end:
            return ()
        row, column = self._area.cursor_location
        line, place = self._area.document.get_line(row), self._place()
        if place is None:
            return ()
        found = self._suggestions(place, line, column)
        if asked:
            return found
        if line[column : column + 1].isalnum():
            return ()
        return () if _is_whole(found, line, column) or not _is_begun(found, line, column) else found

    def _offer_values(self) -> None:
        place = self._place()
        if place is None or place.is_key or place.key == "exercise":
            return
        row, column = self._area.cursor_location
        found = self._suggestions(place, self._area.document.get_line(row), column)
        if found:
            self._was_asked_for = True
            self._open(found, 0)


def _is_begun(found: Sequence[Suggestion], line: str, column: int) -> bool:
    """Whether something is typed of what is suggested; without, nobody has asked yet."""
    return bool(found) and column > found[0].start and bool(line[found[0].start : column].strip("\"' "))


def _is_whole(found: Sequence[Suggestion], line: str, column: int) -> bool:
    """Whether what is typed is just what would be put in."""
    if not found:
        return False
    typed = line[found[0].start : column]
    return len(found) == 1 and typed.strip("\"' =") == found[0].insert.strip("\"' =")
