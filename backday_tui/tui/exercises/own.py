"""An exercise of the person's own, made or changed: its fields, and its muscles picked on the figure.

What is changed here is written into `exercises.toml` when it is saved, key by key; how, is known to
`routine/edit/exercises_file.py`. What is left alone stays as the catalogue has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from backday_tui.errors import BackdayError
from backday_tui.exercises.catalog import EQUIPMENT, MUSCLES, PATTERNS, Exercise, bundled
from backday_tui.folders import folders
from backday_tui.routine import writer
from backday_tui.routine.edit import exercises_file
from backday_tui.routine.edit.exercises_file import ChangedMeanwhileError
from backday_tui.routine.format import ExerciseTable
from backday_tui.routine.known_exercises import known_exercises
from backday_tui.routine.problems import meant
from backday_tui.routine.value_kinds import RefusedValueError
from backday_tui.text import clean
from backday_tui.tui.exercises.pick import PickExerciseScreen
from backday_tui.tui.widgets.body import (
    BETWEEN,
    BOTH_WIDTH,
    FIRST_MARK,
    HEIGHT,
    SECOND_MARK,
    WIDTH,
    FigureSide,
    Palette,
    Worked,
    muscle_at,
    picture,
    pictured,
)
from backday_tui.tui.widgets.dialog import Answer, AskScreen, Dialog, KeysScreen, TextDialog
from backday_tui.tui.widgets.key_line import HELP_KEY, KeyLine, ScreenKey, bindings, hints
from backday_tui.tui.widgets.lines import HeaderLine, TextLine
from backday_tui.tui.widgets.pick_list import MUTED, PickList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.app import ComposeResult
    from textual.events import Click, Resize

    from backday_tui.tui.widgets.key_line import KeyHint


_BESIDE: Final = 72
"""From this width on the figure stands beside the fields."""
_WIDE: Final = 110
"""From this width on it is seen from both sides there."""
_LABEL: Final = 14
_SHOWN: Final = 200
_FLAGS: Final = {
    "isometric": ("Held", "no: it is repeated", "yes: it is held"),
    "unilateral": ("Sides", "both at once", "one side at a time"),
    "barbell": ("Barbell", "no", "yes: its load is a bar with plates"),
}
_TEXTS: Final = {"name": "Name", "alias": "Also called", "equipment": "Equipment", "avoid": "Avoid"}
_LISTS: Final = frozenset({"alias", "equipment"})
_EXAMPLES: Final = {
    "name": "Sled pull",
    "alias": "other names that find it, with commas between",
    "equipment": "sled, rope",
    "avoid": "the fault that is seen most",
    "share": "0.64 in a push-up, 1.0 in a pull-up",
}

KEYS: Final = (
    ScreenKey({"enter,space": "change(1)"}, "change the field; a second click on it does the same", "change"),
    ScreenKey({"up": "move(-1)", "down": "move(1)"}, "another field"),
    ScreenKey({"left": "turn(-1)", "right": "turn(1)"}, "the kind before, the next one; yes or no"),
    ScreenKey({"m": "muscles"}, "the muscles, on the figure; a click on the figure does the same", "muscles", 3),
    ScreenKey(
        {"backspace,delete": "clear"}, "take the field back to what the catalogue has, or take a step out", "clear", 5
    ),
    ScreenKey({"K": "shift(-1)", "J": "shift(1)"}, "move a step up or down"),
    ScreenKey({"s,ctrl+s": "save"}, "save it in exercises.toml", "save", 1),
    ScreenKey({"D": "remove"}, "no longer yours: taken out of exercises.toml; you are asked", "not mine", 6),
    HELP_KEY,
    ScreenKey({"escape,q": "leave"}, "back; asks where something is not saved", "back", 2),
)


class FieldRow(NamedTuple):
    """A field: the key that it is about, what it is called and its value, cleaned; the number of a step.

    `is_own` tells that the person says it, not the catalogue.
    """

    key: str
    label: str
    value: str
    is_own: bool = False
    number: int | None = None


class FieldList(PickList[FieldRow]):
    """The fields, to change one."""

    def row_line(self, row: FieldRow, part: int, width: int) -> Content:  # noqa: ARG002 - a row has one line
        """The label, and the value; what is the person's own stands out."""
        label = Content.styled(f" {row.label}", MUTED).truncate(_LABEL, ellipsis=True, pad=True)
        value = Content.styled(row.value or "-", "bold $accent" if row.is_own else "" if row.value else MUTED)
        return (label + Content(" ") + value).truncate(max(width, 1), ellipsis=True)


class MuscleFigure(Widget):
    """The figure, on which muscles are picked by a click.

    It takes the width that it is given: both sides of the body, or the one on which the muscle in hand is seen.
    """

    DEFAULT_CSS = """
    MuscleFigure { width: auto; height: auto; }
    """
    ALLOW_SELECT = False

    class Picked(Message):
        """A muscle was clicked."""

        def __init__(self, muscle: str) -> None:
            super().__init__()
            self.muscle = muscle

    def __init__(self, *, both: bool = True) -> None:
        super().__init__()
        self.both = both
        self._worked = Worked.of((), ())
        self._in_hand: str | None = None

    def show(self, worked: Worked, in_hand: str | None = None) -> None:
        """Light up these muscles; `in_hand` is the one that has to be seen."""
        self._worked, self._in_hand = worked, in_hand
        self.refresh()

    @property
    def sides(self) -> tuple[FigureSide, ...]:
        """What is drawn."""
        if self.both:
            return ("back", "front")
        wanted = {self._in_hand} if self._in_hand else self._worked.first or self._worked.second
        return ("back",) if not wanted or wanted & pictured("back") else ("front",)

    def get_content_width(self, container: object, viewport: object) -> int:  # noqa: ARG002 - Textual's
        """One side or both."""
        return BOTH_WIDTH if self.both else WIDTH

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002 - Textual's
        """That of the picture."""
        return HEIGHT

    def render(self) -> Content:
        palette = Palette.of(self.app.theme_variables)
        drawn = [picture(self._worked, side, palette) for side in self.sides]
        return Content("\n").join(Content(" " * BETWEEN).join(row) for row in zip(*drawn, strict=True))

    def on_click(self, event: Click) -> None:
        """A click on a muscle is told."""
        number, column = divmod(event.x, WIDTH + BETWEEN)
        if number < len(self.sides) and (muscle := muscle_at(self.sides[number], column, event.y)):
            event.stop()
            self.post_message(self.Picked(muscle))


class MuscleRow(NamedTuple):
    """A muscle by its name in the catalogue, and the mark that it has."""

    muscle: str
    mark: str = " "


class MuscleList(PickList[MuscleRow]):
    """Every muscle with its mark."""

    def row_line(self, row: MuscleRow, part: int, width: int) -> Content:  # noqa: ARG002 - a row has one line
        """The mark that it has in the picture, and what it is called."""
        mark = Content.styled(f" {row.mark} ", Palette.of(self.app.theme_variables).first)
        return (mark + Content(clean(MUSCLES.get(row.muscle, row.muscle)))).truncate(width, ellipsis=True)


MUSCLE_KEYS: Final = (
    ScreenKey({"enter": "accept"}, label="done"),
    ScreenKey({"space": "next_mark"}, label="first, second, not"),
    ScreenKey({"1": "mark('first')", "2": "mark('second')", "0": "mark('')"}, label="", shown="1 2 0"),
    ScreenKey({"escape,ctrl+c": "cancel"}, label="back"),
)

Muscles = tuple[tuple[str, ...], tuple[str, ...]]
"""Those worked first, and those worked second."""


class MusclesScreen(Dialog["Muscles | None"]):
    """Which muscles an exercise works, on a list and on the figure; is dismissed with them, or None."""

    DEFAULT_CSS = """
    MusclesScreen {
        .box { width: 76; height: 100%; max-height: 29; }
        Horizontal { height: 1fr; }
        MuscleList { width: 1fr; background: $surface; }
        MuscleFigure { margin: 1 1 0 3; }
    }
    """
    BINDINGS: ClassVar = bindings(MUSCLE_KEYS, priority=True)
    AUTO_FOCUS = "MuscleList"

    def __init__(self, first: Sequence[str], second: Sequence[str], in_hand: str | None = None) -> None:
        super().__init__()
        self._marks = {**dict.fromkeys(MUSCLES, ""), **dict.fromkeys(second, "second"), **dict.fromkeys(first, "first")}
        self._in_hand = in_hand
        self._list, self._figure = MuscleList(id="muscles"), MuscleFigure()

    def compose_box(self) -> ComposeResult:
        yield TextLine("What does it work?", classes="title")
        with Horizontal():
            yield self._list
            yield self._figure

    def hints(self) -> Sequence[KeyHint]:
        """What can be done with the muscle under the cursor; to take them all, or none."""
        return hints(MUSCLE_KEYS)

    def on_mount(self) -> None:
        """Show all muscles with their marks."""
        self._show(self._in_hand)

    def on_resize(self, event: Resize) -> None:
        """Draw as much of the figure as there is room for beside the list."""
        room = min(event.size.width, 76) - 30
        self._figure.both = room >= BOTH_WIDTH
        self._figure.display = room >= WIDTH
        self._figure.refresh(layout=True)

    def _show(self, selected: str | None) -> None:
        marks = {"first": FIRST_MARK, "second": SECOND_MARK}
        rows = [MuscleRow(muscle, marks.get(mark, " ")) for muscle, mark in self._marks.items()]
        self._list.show(rows, select=lambda row: row.muscle == selected)

    def _marked(self, mark: str) -> tuple[str, ...]:
        return tuple(muscle for muscle, its in self._marks.items() if its == mark)

    def on_pick_list_selected(self) -> None:
        """The figure shows the muscle under the cursor."""
        row = self._list.selected
        self._figure.show(Worked.of(self._marked("first"), self._marked("second")), row.muscle if row else None)

    def on_pick_list_chosen(self) -> None:
        """A second click on a muscle."""
        self.action_next_mark()

    def on_muscle_figure_picked(self, event: MuscleFigure.Picked) -> None:
        event.stop()
        self._turn(event.muscle)

    def action_next_mark(self) -> None:
        """From not worked to first to second."""
        if self._list.selected:
            self._turn(self._list.selected.muscle)

    def _turn(self, muscle: str) -> None:
        self._marks[muscle] = next_mark(self._marks[muscle])
        self._show(muscle)

    def action_mark(self, mark: str) -> None:
        """Mark the muscle under the cursor."""
        if self._list.selected:
            self._marks[self._list.selected.muscle] = mark
            self._show(self._list.selected.muscle)

    def action_accept(self) -> None:
        self.dismiss((self._marked("first"), self._marked("second")))

    def action_cancel(self) -> None:
        self.dismiss(None)


def next_mark(mark: str) -> str:
    """What comes after a mark: not worked ("") becomes "first", that "second", that none again."""
    return {"": "first", "first": "second", "second": ""}[mark]


class OwnExerciseScreen(Screen["str | None"]):
    """What the person says of an exercise; is dismissed with its id where the file was changed, else None.

    Args:
        exercise_id: of the exercise; None for a new one.
        name: what a new one is called at first.
    """

    DEFAULT_CSS = """
    OwnExerciseScreen {
        layout: vertical;
        .head { padding: 0 1; background: $panel; width: 1fr; }
        #body { layout: horizontal; height: 1fr; }
        #fields { width: 1fr; height: 1fr; margin: 1 1 0 0; }
        #side { width: auto; height: 1fr; padding: 1 2; background: $surface; }
        #side TextLine { width: auto; }
        #said { padding: 0 1; width: 1fr; background: $surface; color: $foreground 75%; }
        &.-narrow #side { display: none; }
        &.-low #fields { margin: 0; }
    }
    """
    BINDINGS: ClassVar = bindings(KEYS)
    AUTO_FOCUS = "#fields"

    def __init__(self, exercise_id: str | None, *, name: str = "") -> None:
        super().__init__()
        self._path, self._known = folders().exercises_file, known_exercises()
        self._exercise_id = exercise_id
        found = self._known.get(exercise_id) if exercise_id else None
        shipped = bundled().get(exercise_id) if exercise_id else None
        self._base = shipped or Exercise("", "")
        self._seen: dict[str, Any] | None = None
        self._trouble = ""
        self._values = _values_of(found or Exercise("", name))
        self._changed: dict[str, Any] = {} if found or not name.strip() else {"name": name.strip()}
        self._fields, self._figure = FieldList(id="fields"), MuscleFigure()

    def compose(self) -> ComposeResult:
        """The fields, the figure beside them where there is room, a line about the field, the keys."""
        self._arrange(self.app.size.width, self.app.size.height)
        yield HeaderLine(classes="head")
        with Container(id="body"):
            yield self._fields
            with Vertical(id="side"):
                yield self._figure
        yield TextLine(id="said")
        yield KeyLine(hints(KEYS))

    def on_mount(self) -> None:
        """Read what the file says by now, and show it."""
        self._read_entry()
        self._show()

    def _read_entry(self) -> None:
        try:
            self._seen = exercises_file.entry_in(self._path, self._exercise_id) if self._exercise_id else None
        except BackdayError as error:
            self._trouble = str(error)
        self._values["alias"] = list(_listed(self._seen, self._alias_key))
        if "alias" in self._changed:
            self._values["alias"] = self._changed["alias"]

    @property
    def _alias_key(self) -> str:
        """The key under which the file has the other names."""
        return "aliases" if self._seen and "aliases" in self._seen else "alias"

    def on_resize(self, event: Resize) -> None:
        """Show as much of the figure as there is room for."""
        self._arrange(event.size.width, event.size.height)

    def _arrange(self, width: int, height: int) -> None:
        self.set_class(width < _BESIDE, "-narrow")
        self.set_class(height < 16, "-low")  # rows
        self._figure.both = width >= _WIDE
        self._figure.refresh(layout=True)

    # What is shown.

    def _show(self, selected: tuple[str, int | None] | None = None) -> None:
        row = self._fields.selected
        wanted = selected or ((row.key, row.number) if row else ("name", None))
        self._fields.show(list(self._rows()), select=lambda row: (row.key, row.number) == wanted)
        self._figure.show(Worked.of(self._values["muscles"], self._values["secondary"]))
        name = clean(self._values["name"] or "A new exercise", 60)
        state = ("  ● not saved", "bold $accent") if self._changed else ("", "")
        head = self.query_one(HeaderLine)
        head.show(Content.assemble((name, "bold $primary"), state))
        head.show_right(clean(str(self._path), 60))
        self._show_said()

    def _rows(self) -> Iterator[FieldRow]:
        for key in ("name", "alias"):
            yield self._row(key, _TEXTS[key], _text(self._values[key]))
        for key, label in (("muscles", "Works first"), ("secondary", "And also")):
            yield self._row(key, label, ", ".join(MUSCLES.get(muscle, muscle) for muscle in self._values[key]))
        yield self._row("equipment", "Equipment", _text(self._values["equipment"]))
        yield self._row("pattern", "Kind", self._values["pattern"] or "")
        for key, (label, no, yes) in _FLAGS.items():
            yield self._row(key, label, yes if self._values[key] else no)
        share = self._values["share"]
        yield self._row("share", "Body weight", "" if share is None else f"{share:.0%} of it is moved")
        for number, step in enumerate(self._values["steps"]):
            yield self._row("steps", "How" if not number else "", f"{number + 1}  {step}", number)
        yield self._row(
            "steps", "How" if not self._values["steps"] else "", "one step more", len(self._values["steps"])
        )
        yield self._row("avoid", "Avoid", self._values["avoid"] or "")
        for key in ("easier", "harder"):
            found = self._known.get(self._values[key] or "")
            yield self._row(key, key.capitalize(), found.name if found else self._values[key] or "")

    def _row(self, key: str, label: str, value: str, number: int | None = None) -> FieldRow:
        written = self._alias_key if key == "alias" else key
        is_own = key in self._changed or bool(self._seen and written in self._seen)
        is_more = number == len(self._values["steps"])
        return FieldRow(key, label, clean(value, _SHOWN), is_own and not is_more and bool(value), number)

    def on_pick_list_selected(self) -> None:
        """Say what the field is for."""
        self._show_said()

    def _show_said(self) -> None:
        row, line = self._fields.selected, self.query_one("#said", TextLine)
        if self._trouble:
            line.show(Content.styled(clean(self._trouble, 300), "$text-error"))
        elif row is not None:
            line.show(ExerciseTable.plain_keys()[row.key].description)

    # What the person does.

    def on_pick_list_chosen(self) -> None:
        """A second click on a field."""
        self.action_change(1)

    def action_move(self, by: int) -> None:
        """To another field."""
        self._fields.action_move(by)

    def action_change(self, by: int) -> None:
        """Change the field under the cursor: typed, picked, or turned to its next value."""
        row = self._fields.selected
        if row is None:
            return
        if row.key in ("muscles", "secondary"):
            self.action_muscles()
        elif row.key in ("easier", "harder"):
            self.app.push_screen(PickExerciseScreen(self._known), lambda found: self._take(row.key, found and found.id))
        elif row.key in ("pattern", *_FLAGS):
            self.action_turn(by)
        elif row.number is not None:
            self._ask_step(row.number)
        else:
            self._ask(row.key)

    def action_turn(self, by: int) -> None:
        """The next value of a field that has a few."""
        row = self._fields.selected
        if row is not None and row.key in _FLAGS:
            self._take(row.key, not self._values[row.key])
        elif row is not None and row.key == "pattern":
            place = PATTERNS.index(self._values["pattern"]) + by if self._values["pattern"] in PATTERNS else 0
            self._take("pattern", PATTERNS[place % len(PATTERNS)])

    def _ask(self, key: str) -> None:
        value = self._values[key]
        text = "" if value is None else _text(value) if key in _LISTS else str(value)
        screen: TextDialog[Any] = TextDialog(
            _TEXTS.get(key, "Part of the body's weight that is moved"), self._reader(key), value=text,
            placeholder=_EXAMPLES[key], verb="take it",
        )  # fmt: skip
        self.app.push_screen(screen, lambda answer: self._take(key, answer))

    def _reader(self, key: str) -> Callable[[str], tuple[str, Any]]:
        """What there is to say of what is typed for a field, and its value; None where it can't be that."""

        def read(typed: str) -> tuple[str, Any]:
            value: Any = [part.strip() for part in typed.split(",") if part.strip()] if key in _LISTS else typed
            if key == "share":
                try:
                    value = float(typed.replace(",", "."))
                except ValueError:
                    return "a number from 0 to 1, as 0.64", None
            if key in _LISTS and not value:
                return "", []
            try:
                ExerciseTable.plain_keys()[key].kind.read(value)
            except RefusedValueError as fault:
                return key + fault.faults[0][1], None
            return self._remark(key, value), value

        return read

    def _remark(self, key: str, value: Any) -> str:
        """What follows from a value that is good."""
        if key in ("name", "alias"):
            for name in value if isinstance(value, list) else [value]:
                other = self._known.find(name)
                if other is not None and other.id != self._exercise_id:
                    return f'"{name}" means "{other.name}" so far, and this one from now on'
        if key == "equipment":
            odd = next((piece for piece in value if piece not in EQUIPMENT), None)
            return f'"{odd}" is new{meant(odd, EQUIPMENT)}' if odd else ""
        return ""

    def _ask_step(self, number: int) -> None:
        steps = self._values["steps"]
        there = steps[number] if number < len(steps) else ""
        screen: TextDialog[str] = TextDialog(
            f"Step {number + 1}", lambda typed: ("", typed or None), value=there,
            placeholder="What to do, in a sentence.", verb="take it",
        )  # fmt: skip
        self.app.push_screen(screen, lambda step: self._take_step(number, step))

    def _take_step(self, number: int, step: str | None) -> None:
        if step is None:
            return
        steps = self._values["steps"]
        self._take("steps", [*steps[:number], step, *steps[number + 1 :]], number + (number == len(steps)))

    def action_shift(self, by: int) -> None:
        """Move a step up or down."""
        row, steps = self._fields.selected, list(self._values["steps"])
        if row is None or row.number is None or row.number >= len(steps) or not 0 <= row.number + by < len(steps):
            return
        steps.insert(row.number + by, steps.pop(row.number))
        self._take("steps", steps, row.number + by)

    def action_clear(self) -> None:
        """Take a field back to what the catalogue has, or a step out."""
        row = self._fields.selected
        if row is None:
            return
        if row.number is not None:
            steps = self._values["steps"]
            if row.number < len(steps):
                left = [*steps[: row.number], *steps[row.number + 1 :]]
                self._take("steps", left or None, min(row.number, len(left)))
            return
        self._take(row.key, None, is_cleared=True)

    def action_muscles(self) -> None:
        """Pick the muscles on the figure."""
        self._open_muscles(None)

    def on_muscle_figure_picked(self, event: MuscleFigure.Picked) -> None:
        """A click on the figure turns the muscle from not worked to first to second."""
        event.stop()
        first, second = list(self._values["muscles"]), list(self._values["secondary"])
        muscle = event.muscle
        mark = next_mark("first" if muscle in first else "second" if muscle in second else "")
        first = [each for each in first if each != muscle] + [muscle] * (mark == "first")
        second = [each for each in second if each != muscle] + [muscle] * (mark == "second")
        self._take_muscles((tuple(first), tuple(second)))

    def _open_muscles(self, muscle: str | None) -> None:
        screen = MusclesScreen(self._values["muscles"], self._values["secondary"], muscle)
        self.app.push_screen(screen, self._take_muscles)

    def _take_muscles(self, muscles: Muscles | None) -> None:
        if muscles is None:
            return
        for key, value in zip(("muscles", "secondary"), muscles, strict=True):
            if list(value) != list(self._values[key]):
                self._take(key, list(value))

    def _take(self, key: str, value: Any, number: int | None = None, *, is_cleared: bool = False) -> None:
        """Keep a value until it is saved; None is none where nothing is cleared."""
        if value is None and not is_cleared and key != "steps":
            return
        self._changed[key] = value
        self._values[key] = _values_of(self._base)[key] if value is None else value
        self._show((key, number) if number is not None or key == "steps" else None)

    # Saving, leaving.

    def action_save(self) -> None:
        """Write what was changed into the file, and leave."""
        if not str(self._values["name"]).strip():
            self._say("It needs a name first")
            self._ask("name")
            return
        if not self._changed:
            self._say("Nothing is changed")
            return
        try:
            exercise_id = self._exercise_id or self._new_id()
            exercises_file.save(self._path, exercise_id, self._written(), self._seen)
        except ChangedMeanwhileError as error:
            self._read_entry()
            self._say(f"{error}: save again to write what stands here")
        except BackdayError as error:
            self._say(str(error))
        else:
            self.app.notify(f"Saved in {self._path.name}")
            self.dismiss(exercise_id)

    def _say(self, text: str) -> None:
        self.app.notify(clean(text, 400), severity="warning", markup=False)

    def _written(self) -> dict[str, Any]:
        """The changed keys as the file has them."""
        return {self._alias_key if key == "alias" else key: value for key, value in self._changed.items()}

    def _new_id(self) -> str:
        """An id out of the name, that no exercise has."""
        stem, number = writer.stem_of(self._values["name"]), 2
        free = stem
        while self._known.get(free) is not None:
            free, number = f"{stem}-{number}", number + 1
        return free

    def action_remove(self) -> None:
        """Take it out of the file, after asking."""
        if self._exercise_id is None or self._seen is None:
            self._say("It is not in your exercises")
            return
        answers = (Answer("keep", ("k",), "Keep it"), Answer("out", ("t",), f"Take it out of {self._path.name}"))
        known = bundled().get(self._exercise_id)
        text = "The catalogue's is there again then." if known else "Routines that name it lose its muscles and steps."
        self.app.push_screen(
            AskScreen(f"{self._values['name']}: no longer yours?", answers, text=text, cancel="keep"), self._removed
        )

    def _removed(self, answer: str | None) -> None:
        if answer != "out" or self._exercise_id is None:
            return
        try:
            exercises_file.remove(self._path, self._exercise_id)
        except BackdayError as error:
            self._say(str(error))
        else:
            self.dismiss(self._exercise_id)

    def action_help(self) -> None:
        self.app.push_screen(KeysScreen(KEYS, "An exercise of your own"))

    def action_leave(self) -> None:
        """Back; where something is not saved, ask."""
        if not self._changed:
            self.dismiss(None)
            return
        answers = (
            Answer("save", ("s",), "Save it"),
            Answer("drop", ("d",), "Drop what was changed"),
            Answer("stay", ("escape",), "Go on with it"),
        )
        self.app.push_screen(AskScreen("It is not saved", answers, cancel="stay"), self._left)

    def _left(self, answer: str | None) -> None:
        if answer == "save":
            self.action_save()
        elif answer == "drop":
            self.dismiss(None)


def _values_of(exercise: Exercise) -> dict[str, Any]:
    """The fields of an exercise as the screen keeps them; other names come from the file alone."""
    keys = (key for key in ExerciseTable.plain_keys() if key not in ("alias", "aliases"))
    values = {key: getattr(exercise, key) for key in keys}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()} | {"alias": []}


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _listed(entry: dict[str, Any] | None, key: str) -> list[str]:
    """A list of texts in an entry of a file; one text is a list of it, and what is none of both is nothing."""
    found = (entry or {}).get(key, [])
    texts = [found] if isinstance(found, str) else found
    return [each for each in texts if isinstance(each, str)] if isinstance(texts, list) else []
