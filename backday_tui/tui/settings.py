"""The settings: each with its value and a line that explains it; what is changed counts at once, and is saved.

What settings there are, and what a file may say, is known to `settings`; a broken file is never written over.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from textual import work
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from backday_tui import settings, words
from backday_tui.errors import BackdayError
from backday_tui.settings import BOUNDS, CHOICES, BrokenSettingsError, Settings
from backday_tui.text import clean
from backday_tui.tui.args import BackdayHost, Preferences
from backday_tui.tui.ask_equipment import KnownEquipment, ask_equipment
from backday_tui.tui.ask_measures import KnownMeasures, ask_body_weight, ask_training_max, known_today, take_back
from backday_tui.tui.themes import DARK, LIGHT
from backday_tui.tui.widgets.dialog import Answer, AskScreen, KeysScreen
from backday_tui.tui.widgets.key_line import BLANK_ROW, HELP_KEY, KeyLine, ScreenKey, bindings, hints
from backday_tui.tui.widgets.pick_list import MUTED, PickList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.events import Resize

    from backday_tui.audio.player import SoundOutput
    from backday_tui.tui.args import LibraryContext


Value = str | int | bool | None


class About(NamedTuple):
    """What a setting is called, and what it does."""

    label: str
    text: str


_GROUPS: Final[dict[str, dict[str, About]]] = {
    "Sound": {
        "sound": About(
            "Sound", "What plays the sounds; auto is the first that works. BACKDAY_AUDIO, where set, comes first."
        ),
        "volume": About("Volume", "How loud the sounds are. t plays one."),
        "mute": About("Mute", "Begin every workout without a sound; m turns it on and off while you train."),
        "voice": About("Voice", "Say what comes next, half way and the last set, where a voice is installed."),
    },
    "Where there is no sound": {
        "flash": About("Flash", "The screen flashes where a sound would be heard."),
        "bell": About("Bell", "The terminal's bell rings where a sound would be heard."),
    },
    "Training": {
        "space": About(
            "Space bar",
            "auto: done on what waits for you, pause on what is timed. pause: always pause. next: the same as enter.",
        ),
        "rest": About("Rest", "Between the sets of what has no routine: backday do, and a single exercise."),
        "missed": About("Rest after a miss", "After a set that missed, where a routine doesn't say how long."),
        "start": About(
            "Timed work",
            "auto: it begins by itself after a rest. wait: it waits for you. A routine may say more.",
        ),
        "beyond": About(
            "Holds go on", "A hold counts on past its end until you press space, where a routine says nothing."
        ),
        "units": About("Units", "The unit of a load that is written down as a bare number."),
        "effort": About(
            "Effort", "How hard a set was, as 9r2: 2 reps in reserve (rir), or 9r8: RPE 8 (rpe). off leaves it out."
        ),
    },
    "Screen": {
        "theme": About("Theme", "The colours of the screen. t changes from dark to light and back while you train."),
    },
}
_EQUIPMENT: Final[dict[str, About]] = {
    "bar": About("Bar", "What your bar weighs. enter says it; backspace takes the usual one."),
    "plates": About(
        "Plates", "By what one weighs; x2 behind it are two pairs, else there are as many as needed. enter says it."
    ),
    "dumbbells": About("Dumbbells", "By what one weighs: 2-30/2 kg, or one by one. enter says it."),
    "stack": About("Stack", "What can be pinned on a machine: 5-100/5 kg, one by one, or the step, 5 kg. enter."),
    "step": About("Step", "By how much all other loads go up and down. enter says it."),
}
"""What is no setting: it stands in a file beside, for what can be loaded."""
_YOU: Final[dict[str, About]] = {
    "body weight": About(
        "Body weight", "What you weigh, for what moves your body. enter says it; backspace takes the last back."
    ),
    "training max": About(
        "Training maxes", "What you can lift once, for loads in %. enter says one; backspace takes the last back."
    ),
}
"""What is no setting: it stands in the log, by its day."""
KEYS: Final = (
    ScreenKey({"up": "move(-1)", "down": "move(1)"}, "another setting"),
    ScreenKey(
        {"left": "change(-1)", "right": "change(1)"}, "the value before, the next one; - and + too", "change",
        shown="←→", click="change(1)", aliases={"minus,h": "change(-1)", "plus,equals_sign": "change(1)"},
    ),
    ScreenKey(
        {"enter,space": "change(1, True)"},
        "the next value, and from the last back to the first; asks for what is typed", "next", 3,
    ),
    ScreenKey({"backspace": "default"}, "back to the default; delete too", "default", 4, aliases={"delete": "default"}),
    ScreenKey({"t": "hear"}, "a sound, to hear how loud it is", "hear it", 2),
    HELP_KEY,
    ScreenKey({"escape,q": "leave"}, "back", "back", 1, aliases={"comma": "leave"}),
    BLANK_ROW,
    ScreenKey(help="Each change counts at once and is saved. Comments in the file stay."),
)  # fmt: skip
_LABEL: Final = 20
_VALUE: Final = 22
_WITH_TEXT: Final = 100
"""From this width on each setting is explained in its line."""
_BELOW_LIST: Final = 10
_BAR: Final = 10
_COARSE: Final = ((120, 5), (300, 15), (3600, 60))
"""Up to so many seconds the rest changes by so many."""
_VOLUME_STEP: Final = 5


class SettingRow(NamedTuple):
    """A setting as it is shown, or with an empty name the title of a group, or an empty line."""

    name: str
    label: str = ""
    value: str = ""
    is_default: bool = True


class SettingList(PickList[SettingRow]):
    """The settings to pick one from."""

    BINDINGS: ClassVar = [Binding("enter", "screen.change(1, True)", show=False)]

    def can_pick(self, row: SettingRow) -> bool:
        """Titles are only there to be read."""
        return bool(row.name)

    def row_line(self, row: SettingRow, part: int, width: int) -> Content:  # noqa: ARG002 - a row has one line
        """A title, or a setting and its value."""
        if not row.name:
            return Content.styled(f" {row.label}" if row.label else "", "bold $secondary")
        label = Content(f"  {row.label}").truncate(min(_LABEL, width // 2), ellipsis=True, pad=True)
        value = Content.styled(row.value, "bold" if row.is_default else "bold $accent")
        if width < _WITH_TEXT:
            return (label + Content("  ") + value).truncate(max(width, 1), ellipsis=True)
        text = Content.styled(about(row.name).text, MUTED)
        return (label + value.truncate(_VALUE, ellipsis=True, pad=True) + Content("  ") + text).truncate(
            width, ellipsis=True
        )


class SettingsScreen(Screen[None]):
    """Every setting."""

    DEFAULT_CSS = """
    SettingsScreen {
        layout: vertical;
        #title { height: 1; padding: 0 1; }
        #trouble { display: none; height: auto; max-height: 5; margin: 0 1; padding: 0 1; background: $error 20%; }
        #list { height: 1fr; margin: 0 1; }
        #about { height: 4; padding: 0 2; background: $surface; }
        #text { height: 2; }
        #choices { height: 1; }
        &.-trouble #trouble { display: block; }
        &.-tall #title { height: 2; padding: 1 2 0 2; }
        &.-tall #list { margin: 1 1 0 1; }
        &.-tall #about { height: 6; padding: 1 3; margin-top: 1; }
        &.-low #title { display: none; }
    }
    """
    BINDINGS: ClassVar = bindings(KEYS)
    AUTO_FOCUS = "#list"

    def __init__(self, context: LibraryContext) -> None:
        super().__init__()
        self._library_context = context
        self._settings, self._warnings = settings.load(context.settings_file)
        self._fault = settings.fault(context.settings_file)
        self._sound: SoundOutput | None = None
        self._measures = KnownMeasures()
        self._equipment = self._known_equipment()
        self._list_of_settings = SettingList(id="list")

    def compose(self) -> ComposeResult:
        """The settings, what the one under the cursor does, the keys."""
        yield Static(id="title", markup=False)
        yield Static(id="trouble", markup=False)
        yield self._list_of_settings
        with Vertical(id="about"):
            yield Static(id="text", markup=False)
            yield Static(id="choices", markup=False)
        yield KeyLine(hints(KEYS))

    def on_mount(self) -> None:
        """Show all settings, and look after the player while it sounds."""
        file = clean(str(self._library_context.settings_file), 300)
        self.query_one("#title", Static).update(Content.assemble(("Settings", "bold $primary"), (f"   {file}", MUTED)))
        self._show_trouble()
        self._show()
        self._read_measures()
        self.set_interval(1.0, self._tick)

    def on_unmount(self) -> None:
        self._close_sound()

    def on_resize(self, event: Resize) -> None:
        """Leave some air where there is room for it."""
        self.set_class(event.size.height >= 32, "-tall")  # rows
        self.set_class(event.size.height < 12, "-low")  # rows
        self._fit_list()

    def _fit_list(self) -> None:
        """As high as its lines, where there is room for them: what explains a setting stands right below."""
        lines = self._list_of_settings.line_count()
        self._list_of_settings.styles.height = lines if lines <= self.size.height - _BELOW_LIST - 3 else None

    def _known_equipment(self) -> KnownEquipment | None:
        file = self._library_context.equipment_file
        return None if file is None else KnownEquipment(file, self._settings.units)

    # What is shown.

    def _show_trouble(self) -> None:
        lines = [self._fault, _UNTOUCHED] if self._fault else [*self._warnings]
        if self._equipment is not None:
            lines += [self._equipment.fault] if self._equipment.fault else self._equipment.warnings
        self.set_class(bool(lines), "-trouble")
        self.query_one("#trouble", Static).update("\n".join(clean(line, 400) for line in lines if line))

    def _show(self) -> None:
        selected = self._selected
        self._list_of_settings.show(list(self._rows()), select=lambda row: row.name == selected)
        self._fit_list()
        self._show_about()

    def _rows(self) -> Iterator[SettingRow]:
        first = True
        for title, names in groups():
            if not first:
                yield SettingRow("")
            first = False
            yield SettingRow("", title)
            for name in names:
                value = getattr(self._settings, name)
                is_default = value == getattr(Settings(), name)
                yield SettingRow(name, about(name).label, value_text(name, value), is_default)
        if self._equipment is not None:
            yield SettingRow("")
            yield SettingRow("", "Equipment")
            for name, told in _EQUIPMENT.items():
                yield SettingRow(name, told.label, self._equipment.shown(name), self._equipment.is_default(name))
        yield SettingRow("")
        yield SettingRow("", "You")
        known = self._measures
        yield SettingRow("body weight", about("body weight").label, known.weight_text, known.weight is None)
        yield SettingRow("training max", about("training max").label, known.maxes_text, not known.maxes)

    @property
    def _selected(self) -> str:
        row = self._list_of_settings.selected
        return row.name if row else ""

    def on_pick_list_selected(self) -> None:
        """Explain the setting under the cursor."""
        self._show_about()

    def _show_about(self) -> None:
        name = self._selected
        if not name:
            return
        self.query_one("#text", Static).update(about(name).text)
        self.query_one("#choices", Static).update(self._choices_text(name))

    def _choices_text(self, name: str) -> Content:
        if name in _YOU:
            return Content.styled(self._measures.trouble or self._measures.text_of(name), MUTED)
        if name in _EQUIPMENT:
            return Content.styled(self._equipment.shown(name) if self._equipment is not None else "", MUTED)
        value = getattr(self._settings, name)
        if name in BOUNDS:
            least, most, _ = BOUNDS[name]
            return Content.styled(
                f"from {value_text(name, least, bar=False)} to {value_text(name, most, bar=False)}", MUTED
            )
        parts = [
            Content.styled(value_text(name, each), "bold $primary" if each == value else MUTED)
            for each in self._around(name, value)
        ]
        return Content("  ").join(parts)

    def _around(self, name: str, value: Value) -> Sequence[Value]:
        """The values to show: all of a few, else those around this one."""
        values = self._values(name)
        if len(values) <= 6 or value not in values:  # what a line holds
            return values[:6]
        place = values.index(value)
        start = min(max(place - 2, 0), len(values) - 5)
        return values[start : start + 5]

    def _values(self, name: str) -> Sequence[Value]:
        """Every value of a setting that has a few."""
        if name == "theme":
            own = (None, LIGHT.name)
            others = sorted(set(self.app.available_themes) - {DARK.name, LIGHT.name, "textual-ansi"})
            return (*own, *others)
        if name in CHOICES:
            return CHOICES[name]
        return (False, True)

    # What the person does.

    def action_move(self, count: int) -> None:
        """Move the cursor."""
        self.query_one(SettingList).action_move(count)

    def on_pick_list_chosen(self) -> None:
        """A second click on a setting: its next value."""
        self.action_change(1, round_about=True)

    def action_change(self, by: int, round_about: bool = False) -> None:
        name = self._selected
        if name in _YOU or name in _EQUIPMENT:
            if round_about:
                self._ask(name)
            return
        if not name:
            return
        value = getattr(self._settings, name)
        if name in BOUNDS:
            self._set(name, stepped(name, value, by))
            return
        values = list(self._values(name))
        place = values.index(value) + by if value in values else 0
        last = len(values) - 1
        self._set(name, values[place % (last + 1)] if round_about or last == 1 else values[min(max(place, 0), last)])

    def action_default(self) -> None:
        if self._selected in _EQUIPMENT:
            self._set_equipment(self._selected, None)
        elif self._selected in _YOU:
            take_back(self, self._library_context, self._selected, self._read_measures)
        elif self._selected:
            self._set(self._selected, getattr(Settings(), self._selected))

    def _ask(self, name: str) -> None:
        """Ask for what is typed in a line."""
        if name in _EQUIPMENT:
            if self._equipment is not None:
                ask_equipment(
                    self, self._equipment, name, self._settings.units, lambda value: self._set_equipment(name, value)
                )
            return
        ask = ask_body_weight if name == "body weight" else ask_training_max
        ask(self, self._library_context, self._settings.units, self._read_measures)

    @work(thread=True, exclusive=True, group="log")
    def _read_measures(self) -> None:
        known = known_today(self._library_context)
        self.app.call_from_thread(self._show_measures, known)

    def _show_measures(self, known: KnownMeasures) -> None:
        self._measures = known
        self._show()

    def _set_equipment(self, name: str, value: Any) -> None:
        """Keep a key of the equipment's file, once that can be read; None takes it out."""
        known = self._equipment
        if known is None or (value is None and known.is_default(name) and not known.warnings):
            return
        if known.fault is not None:
            self._ask_to_put_aside(known.path, known.fault, lambda: self._save_equipment(name, value))
        else:
            self._save_equipment(name, value)

    def _save_equipment(self, name: str, value: Any) -> None:
        if self._equipment is None:
            return
        try:
            self._equipment.save(name, value)
        except BackdayError as error:
            self.app.notify(clean(str(error), 400), severity="error", markup=False)
        self._equipment = self._known_equipment()
        self._show_trouble()
        self._show()

    def _set(self, name: str, value: Value) -> None:
        if value == getattr(self._settings, name):
            return
        if self._fault is not None:
            self._ask_to_put_aside(
                self._library_context.settings_file, self._fault, lambda: self._save_anew(name, value)
            )
        else:
            self._save(name, value)

    def _save(self, name: str, value: Value) -> None:
        """Save the value and apply it; one that can't be saved still applies to this run."""
        changes: dict[str, Any] = {name: value}
        self._settings = replace(self._settings, **changes)
        try:
            settings.save(self._library_context.settings_file, name, value)
        except BrokenSettingsError as error:  # broken by another program meanwhile
            self._fault = str(error)
        except BackdayError as error:
            self.app.notify(f"{error}. It counts until backday is left", severity="error")
        else:
            self._warnings = settings.load(self._library_context.settings_file)[1]
        self._show_trouble()
        self._show()
        self._apply(name)

    def _apply(self, name: str) -> None:
        self._library_context.settings_changed(self._settings)
        if name == "units":
            self._equipment = self._known_equipment()
            self._show_trouble()
            self._show()
        if isinstance(self.app, BackdayHost):
            preferences = Preferences.of(self._settings)
            self.app.adopt(preferences, with_theme=name == "theme")
        if name == "sound":
            self._close_sound()
        if name in ("sound", "volume"):
            self.action_hear()

    def _save_anew(self, name: str, value: Value) -> None:
        self._fault = None
        self._save(name, value)

    def _ask_to_put_aside(self, file: Path, fault: str, then: Callable[[], None]) -> None:
        """Ask what to do with a broken file; once it has made room for a new one `then` is called."""
        answers = (
            Answer("leave", ("l",), "Leave all as it is"),
            Answer("aside", ("p",), "Put the broken file aside, and begin a new one"),
        )
        which = "settings file" if file == self._library_context.settings_file else f"file {clean(file.name, 60)}"
        screen = AskScreen(f"The {which} is broken", answers, text=fault, cancel="leave")
        self.app.push_screen(screen, lambda answer: self._put_aside(file, then) if answer == "aside" else None)

    def _put_aside(self, file: Path, then: Callable[[], None]) -> None:
        try:
            aside = settings.put_aside(file, self._library_context.now()) if settings.fault(file) else None
        except BackdayError as error:
            self.app.notify(str(error), severity="error")
            return
        if aside is not None:
            self.app.notify(f"The broken file is {aside.name} now")
        then()

    def action_hear(self) -> None:
        """Play a sound as loud as it will be."""
        if self._sound is None:
            self._sound = self._library_context.make_sound(self._settings)
            self._sound.start()
        self._sound.set_volume(self._settings.volume / 100)
        self._sound.set_muted(False)
        self._sound.play("go")
        if not self._sound.status.audible:
            self._tick()

    def _tick(self) -> None:
        if self._sound is not None:
            self._sound.tick()
            if (
                self._sound.due(self.app.clock.now() if isinstance(self.app, BackdayHost) else 0.0)
                and self._settings.bell
            ):
                self.app.bell()

    def _close_sound(self) -> None:
        if self._sound is not None:
            self._sound.close()
            self._sound = None

    def action_help(self) -> None:
        self.app.push_screen(KeysScreen(KEYS))

    def action_leave(self) -> None:
        self.app.pop_screen()


_UNTOUCHED: Final = "Until it is put right, every setting has its default. The file is not overwritten."


def groups() -> Iterator[tuple[str, list[str]]]:
    """The settings that there are, under their titles; those without a description come last."""
    known = [field.name for field in fields(Settings)]
    for title, group in _GROUPS.items():
        names = [name for name in group if name in known]
        known = [name for name in known if name not in names]
        if names:
            yield title, names
    if known:
        yield "More", known


def about(name: str) -> About:
    """What a setting is called, and what it does."""
    groups = (*_GROUPS.values(), _EQUIPMENT, _YOU)
    return next((group[name] for group in groups if name in group), About(name.capitalize(), ""))


def value_text(name: str, value: Value, *, bar: bool = True) -> str:
    """A value as a person reads it."""
    if name == "volume" and isinstance(value, int):
        full = round(value * _BAR / 100)
        return (f"{'━' * full}{'╌' * (_BAR - full)}  " if bar else "") + f"{value} %"
    if name in ("rest", "missed") and isinstance(value, int):
        return words.clock(value) if value else "none"
    if name == "theme":
        return clean(str(value or DARK.name), 60)
    if isinstance(value, bool):
        return "on" if value else "off"
    return clean(str(value), 60)


def stepped(name: str, value: int, by: int) -> int:
    """The next value of a setting that is a number, or the one before."""
    least, most, _ = BOUNDS[name]
    step = _VOLUME_STEP
    if name in ("rest", "missed"):
        up = by > 0
        step = next((size for end, size in _COARSE if value < end or (value == end and not up)), _COARSE[-1][1])
    rounded = (value // step + by if by > 0 or value % step == 0 else value // step) * step
    return min(max(rounded, least), most)
