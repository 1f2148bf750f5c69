"""The editor screen, driven: what is typed, what is seen beside it, what is on the disk in the end."""

from __future__ import annotations

import stat
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pilot import HOSTILE, SHOWN_HOSTILE, drive, screen_name, seen, settled

from backday_tui.routine import library, unsaved
from backday_tui.routine.model import Load
from backday_tui.training.loads import USUAL
from backday_tui.training.past import PastEntry, PastSession, PastSet
from backday_tui.training.today import Known
from backday_tui.tui.editor import screen
from backday_tui.tui.editor.area import TomlArea
from backday_tui.tui.editor.file import EditedFile
from backday_tui.tui.editor.plan import PlanList
from backday_tui.tui.editor.screen import EditorScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection
    from pathlib import Path

    from pilot import Browsed
    from textual.pilot import Pilot

TEXT = """\
name = "Mine"  # a comment
rest = "1:00"

work = [
  "3x8 Seated row",
  "3x10 Back extension",  # behind
  "2x:30 Plank",
]
"""


class Editing:
    """A file of the person's, opened in the editor."""

    def __init__(self, home: Path, text: str = TEXT, name: str = "mine.toml") -> None:
        self.routines = home / "routines"
        self.unsaved_dir = home / "unsaved"
        self.routines.mkdir(exist_ok=True)
        self.path = self.routines / name
        if text:
            self.path.write_bytes(text.encode())
        self.source = self.path

    def drive(
        self, steps: Callable[[Pilot[None], Browsed], Awaitable[None]], size: tuple[int, int] = (100, 30), line: int = 1
    ) -> None:
        file = EditedFile(self.source, self.routines, self.unsaved_dir)
        drive(lambda: EditorScreen(file, line=line), steps, size)

    @property
    def on_disk(self) -> str:
        return self.path.read_bytes().decode()


@pytest.fixture(autouse=True)
def _what_is_said_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Virtual time leaps over seconds while a thread reads."""
    monkeypatch.setattr(screen, "SAY_S", 1e6)


@pytest.fixture
def editing(tmp_path: Path) -> Editing:
    return Editing(tmp_path)


def area(app: Browsed) -> TomlArea:
    return app.screen_stack[0].query_one(TomlArea)


def plan(app: Browsed) -> PlanList:
    return app.screen_stack[0].query_one(PlanList)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause(0.2)
    await settled(pilot)


async def write(pilot: Pilot[None], text: str) -> None:
    names = {
        " ": "space",
        '"': "quotation_mark",
        "=": "equals_sign",
        "\n": "enter",
        ":": "colon",
        "[": "left_square_bracket",
    }
    await press(pilot, *(names.get(char, char) for char in text))


def test_the_text_and_its_plan_are_seen(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        del pilot
        shown = seen(app)
        assert 'name = "Mine"  # a comment' in shown
        assert "3 \N{MULTIPLICATION SIGN} 8  Seated row" in shown
        assert "about" in shown
        assert "Muscles" in shown

    editing.drive(steps)


def test_what_is_typed_is_in_the_plan_and_saved(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        area(app).go_to(4, 3)
        await press(pilot, "delete", "5")
        assert "5 \N{MULTIPLICATION SIGN} 8  Seated row" in seen(app)
        assert "not saved" in seen(app)
        await press(pilot, "ctrl+s")
        assert "● not saved" not in seen(app)

    editing.drive(steps)
    assert editing.on_disk == TEXT.replace("3x8", "5x8")


def test_a_problem_is_marked_told_and_gone_to(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        area(app).go_to(5, 3)
        await press(pilot, "delete", "0")
        shown = seen(app)
        assert "1 problem" in shown
        assert "6●" in shown
        assert "0 sets: 1 to 100 are possible" in " ".join(shown.split())
        area(app).go_to(0)
        await press(pilot, "f2", "home", "enter")
        assert area(app).cursor_location == (5, 2)
        await press(pilot, "ctrl+s")
        assert "with 1 problem" in seen(app)

    editing.drive(steps)
    assert "0x10 Back extension" in editing.on_disk


def test_a_row_of_the_plan_leads_to_its_line(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await press(pilot, "f2", "home", "down", "down", "enter")
        assert area(app).cursor_location == (6, 2)
        assert area(app).has_focus

    editing.drive(steps)


def test_a_form_shows_the_change_before_it_is_made(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        area(app).go_to(5, 5)
        await press(pilot, "alt+s", "4")
        assert '+   "4x10 Back extension",  # behind' in seen(app)
        assert area(app).text == TEXT
        await press(pilot, "enter")
        assert area(app).text == TEXT.replace("3x10", "4x10")
        await press(pilot, "ctrl+z")
        assert area(app).text == TEXT

    editing.drive(steps)


@pytest.mark.parametrize(
    ("keys", "before", "after"),
    [
        (("alt+l", "2", "0", "k", "g", "enter"), '"3x10 Back extension"', '"3x10 Back extension @ 20 kg"'),
        (
            ("f6", "enter"),
            '  "3x10 Back extension",  # behind\n',
            '  "3x10 Back extension",  # behind\n  "3x10 Back extension",\n',
        ),
        (("f9", "enter"), '  "3x10 Back extension",  # behind\n', ""),
        (
            ("f8", "enter"),
            '  "3x10 Back extension",  # behind\n  "2x:30 Plank",\n',
            '  "2x:30 Plank",\n  "3x10 Back extension",  # behind\n',
        ),
        (("f7", "down", "down", "enter"), "", ""),
        (
            ("f5", "s", "e", "a", "t", "e", "d", "enter", "enter"),
            '  "2x:30 Plank"',
            '  "3x10 Seated row",\n  "2x:30 Plank"',
        ),
    ],
)
def test_each_change_by_a_key(editing: Editing, keys: tuple[str, ...], before: str, after: str) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        area(app).go_to(5, 5)
        await press(pilot, *keys)
        wanted = TEXT.replace(before, after)
        if keys[0] == "f7":
            wanted = TEXT.replace(
                '  "3x10 Back extension",  # behind\n  "2x:30 Plank",\n',
                '  "2x:30 Plank",\n  "3x10 Back extension",  # behind\n',
            )
        assert area(app).text == wanted

    editing.drive(steps)


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("f8", "enter"), '  "3x10 Back extension",  # behind'),
        (("f7", "enter"), '  "3x10 Back extension",  # behind'),
        (("f6", "enter"), '  "3x10 Back extension",'),
        (("f5", *"superm", "enter", "enter"), '  "3x10 Superman",'),
        (("f2", "f8", "enter", "enter"), '  "3x10 Back extension",  # behind'),
        (("f2", "f8", "enter", "f6", "enter", "enter"), '  "3x10 Back extension",'),
    ],
)
def test_the_cursor_goes_with_an_entry_that_is_moved_or_new(editing: Editing, keys: tuple[str, ...], line: str) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        area(app).go_to(5, 5)
        await press(pilot, *keys)
        assert area(app).document.get_line(area(app).cursor_location[0]) == line
        assert area(app).text != TEXT

    editing.drive(steps)


def test_only_a_superset_is_dissolved(tmp_path: Path) -> None:
    text = TEXT.replace('"3x8 Seated row"', '{ circuit = ["8 Seated row", ":30 Plank"], rounds = 2 }')
    editing = Editing(tmp_path, text)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        area(app).go_to(4, 3)
        await press(pilot, "f10")
        assert "only a superset can be dissolved" in seen(app)
        assert screen_name(app) == "EditorScreen"

    editing.drive(steps)


def test_a_key_whose_value_is_still_to_come_is_explained(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        area(app).go_to(2)
        await write(pilot, "prepare = ")
        assert "Get-ready countdown" in seen(app).splitlines()[-2]
        assert "1 problem" in seen(app)

    editing.drive(steps)


def test_the_beginning_and_the_end_of_the_text_have_a_key(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await press(pilot, "ctrl+end")
        assert area(app).cursor_location == (8, 0)
        await press(pilot, "ctrl+home")
        assert area(app).cursor_location == (0, 0)

    editing.drive(steps)


def test_marked_entries_of_the_plan_become_a_superset_and_it_is_dissolved(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await press(pilot, "f2", "home", "space", "space", "g")
        assert "Make a superset of 2 entries" in seen(app)
        await press(pilot, "enter")
        assert "superset = [" in area(app).text
        await press(pilot, "g", "enter")  # it is the one that is picked now
        assert "superset" not in area(app).text
        assert '"3x8 Seated row"' in area(app).text

    editing.drive(steps)


def test_a_change_that_is_refused_leads_to_its_line(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        area(app).go_to(5, 5)
        await press(pilot, "alt+s", "0", "enter")
        assert area(app).text == TEXT
        assert area(app).cursor_location[0] == 5
        assert screen_name(app) == "EditorScreen"

    editing.drive(steps)


def test_completion_is_taken_with_tab_and_closed_with_escape(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        area(app).go_to(2)
        await write(pilot, "lev")
        assert "For whom it is" in seen(app)
        await press(pilot, "tab")
        await press(pilot, "down", "enter")
        assert 'level = "intermediate"' in area(app).text
        await write(pilot, "\nta")
        await press(pilot, "escape")
        assert screen_name(app) == "EditorScreen"
        await press(pilot, "enter")
        assert '"intermediate"\nta\n' in area(app).text

    editing.drive(steps)


def test_an_exercise_is_completed_in_a_line(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        area(app).go_to(4, len('  "3x8 Seated row'))
        await press(pilot, *["backspace"] * len("Seated row"))
        await write(pilot, "superm")
        assert "Superman" in seen(app)
        await press(pilot, "tab")
        assert '"3x8 Superman' in area(app).text

    editing.drive(steps)


def test_find_goes_from_place_to_place(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await press(pilot, "ctrl+f", *"3x")
        assert "2 found" in seen(app)
        assert area(app).selection.end == (4, 5)
        await press(pilot, "enter")
        assert area(app).selection.end == (5, 5)
        await press(pilot, "up")
        assert area(app).selection.end == (4, 5)
        await press(pilot, "escape")
        assert area(app).has_focus

    editing.drive(steps)


def test_leaving_asks_where_something_is_not_saved(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await press(pilot, "#", "escape")
        assert "mine.toml is not saved" in seen(app)
        await press(pilot, "g")
        assert area(app).text == "#" + TEXT
        await press(pilot, "escape", "x")
        assert app.return_code == 0

    editing.drive(steps)
    assert editing.on_disk == TEXT
    assert unsaved.find(editing.unsaved_dir, editing.path) is None


def test_unsaved_text_is_kept_and_offered_again(editing: Editing) -> None:
    async def types(pilot: Pilot[None], app: Browsed) -> None:
        del app
        await press(pilot, "#")

    async def takes(pilot: Pilot[None], app: Browsed) -> None:
        assert "There is text that was not saved" in seen(app)
        await press(pilot, "t")
        assert area(app).text == "#" + TEXT
        await press(pilot, "ctrl+s")

    async def is_not_asked(pilot: Pilot[None], app: Browsed) -> None:
        del pilot
        assert screen_name(app) == "EditorScreen"

    editing.drive(types)
    assert editing.on_disk == TEXT
    editing.drive(takes)
    assert editing.on_disk == "#" + TEXT
    editing.drive(is_not_asked)


def test_a_file_changed_outside_is_read_anew_and_undo_goes_back(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        editing.path.write_text(TEXT.replace("Mine", "Theirs"))
        app.screen._saving.look_at_file()  # type: ignore[attr-defined]
        await settled(pilot)
        assert "Theirs" in area(app).text
        await press(pilot, "ctrl+z")
        assert area(app).text == TEXT

    editing.drive(steps)


def test_a_save_over_a_file_changed_outside_is_asked_about(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await press(pilot, "#")
        editing.path.write_text(TEXT.replace("Mine", "Theirs"))
        await press(pilot, "ctrl+s")
        assert "was changed by another program" in seen(app)
        assert "Theirs" in editing.on_disk
        await press(pilot, "d")
        assert '- name = "Theirs"' in seen(app)
        await press(pilot, "escape")
        await press(pilot, "a")
        await press(pilot, "enter")

    editing.drive(steps)
    assert "Theirs" in editing.on_disk
    assert (editing.routines / "mine-2.toml").read_text() == "#" + TEXT


def test_a_file_changed_outside_can_be_taken_or_overwritten(editing: Editing) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await press(pilot, "#")
        editing.path.write_text(TEXT.replace("Mine", "Theirs"))
        await press(pilot, "ctrl+s", "r")
        assert area(app).text == TEXT.replace("Mine", "Theirs")
        await press(pilot, "ctrl+z")
        assert area(app).text == "#" + TEXT
        await press(pilot, "ctrl+s")

    editing.drive(steps)
    assert editing.on_disk == "#" + TEXT


def test_where_it_may_not_be_written_the_text_stays(editing: Editing) -> None:
    editing.path.chmod(stat.S_IRUSR)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await press(pilot, "#", "ctrl+s")
        assert "read-only" in seen(app)
        await press(pilot, "escape")
        assert area(app).text == "#" + TEXT

    editing.drive(steps)
    assert editing.on_disk == TEXT


def test_a_bundled_routine_becomes_the_persons_own_copy(tmp_path: Path) -> None:
    editing = Editing(tmp_path, "", "dumbbells.toml")
    editing.source = library.bundled_dir() / "dumbbells.toml"
    before = editing.source.read_bytes()

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "your own copy" in seen(app)
        await press(pilot, "enter", "ctrl+s")
        assert "Saved as your own copy" in seen(app)
        await press(pilot, "enter", "ctrl+s")

    editing.drive(steps)
    assert editing.source.read_bytes() == before
    assert editing.on_disk == "\n\n" + before.decode()


@pytest.mark.parametrize(
    "text", [TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT, TEXT.rstrip("\n"), TEXT.replace("\n", "\r\n", 2)]
)
def test_only_what_is_typed_is_another_in_the_file(tmp_path: Path, text: str) -> None:
    editing = Editing(tmp_path, text)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        area(app).go_to(5, 3)
        await press(pilot, "delete", "4", "alt+r", "1", "2", "enter", "ctrl+s")

    editing.drive(steps)
    assert editing.on_disk == text.replace("3x10", "4x12")


def test_nothing_in_a_text_reaches_the_terminal_raw(tmp_path: Path) -> None:
    lines = [
        'name = "Mine"',
        f'summary = "{HOSTILE}\x9b31m"',
        f'work = ["3x8 {HOSTILE[2:]}", "[/b] Row"]',
        f"# {HOSTILE}",
    ]
    raw = "\n".join(lines)
    editing = Editing(tmp_path, raw)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        for keys in ((), ("down",), ("down",), ("f4",), ("escape",), ("ctrl+f", *"[/]"), ("escape",)):
            await press(pilot, *keys)
            shown = seen(app)
            assert not {char for char in shown if ord(char) < 32 and char != "\n"}
            assert not set(shown) & set("\x7f\x9b\u202e")
        assert SHOWN_HOSTILE[-12:] in shown
        assert area(app).text == raw

    editing.drive(steps, (160, 40))


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (40, 10), (24, 7), (160, 50)])
def test_every_size_of_terminal_will_do(editing: Editing, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "name" in seen(app)
        await press(pilot, "f2")
        assert "Seated" in seen(app)
        await press(pilot, "s", "escape", "f1", "escape", "f2", "ctrl+f", "escape")
        assert "name" in seen(app)

    editing.drive(steps, size)


def test_a_line_longer_than_all_is_drawn(tmp_path: Path) -> None:
    editing = Editing(tmp_path, f'name = "Mine"\nsummary = "{"é" * 20_000}"\nwork = ["Plank"]\n')

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        area(app).go_to(1)
        await press(pilot, "end", "x")
        assert "ééé" in seen(app)

    editing.drive(steps)


def test_a_file_of_exercises_is_checked_and_completed_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path))
    text = '[exercises.lean]\nname = "Wall lean"\nisometric = true\nharder = "wall-si"\nshare = 3\n'
    editing = Editing(tmp_path, text, "exercises.toml")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "1 exercise of your own" in seen(app)
        assert "Wall lean  held" in seen(app)
        assert "✗   5  share = 3: allowed is a number" in seen(app)
        await pilot.press("end", "left", "ctrl+space")
        await pilot.pause(0.1)
        assert " wall-sit " in seen(app)
        await pilot.press("tab", "down", "enter", *"bar", "ctrl+space")
        await pilot.pause(0.1)
        await pilot.press("tab", "tab", "ctrl+s")
        await pilot.pause(0.1)

    editing.drive(steps, line=4)
    assert editing.on_disk == text.replace("wall-si", "wall-sit").replace("= 3\n", "= 3\nbarbell = true\n")


def test_an_exercise_that_nobody_knows_becomes_mine_from_where_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKDAY_HOME", str(tmp_path))
    editing = Editing(tmp_path, 'name = "x"\nwork = [\n  "2x? Plank / Gribble",\n]\n')

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert 'no exercise "Gribble"' in seen(app)
        await pilot.press("f11")
        await pilot.pause(0.1)
        assert "Gribble  ● not saved" in seen(app)
        await pilot.press("s")
        await settled(pilot)
        assert screen_name(app) == "EditorScreen"
        assert 'no exercise "Gribble"' not in seen(app)
        await pilot.press("alt+m")
        await pilot.pause(0.1)
        assert "Plank" in seen(app).splitlines()[0]

    editing.drive(steps, line=3)
    assert (tmp_path / "exercises.toml").read_text() == '[exercises.gribble]\nname = "Gribble"\n'


GROWS = """\
name = "Mine"
work = [
  { exercise = "Seated row", sets = 3, reps = "8-12", load = "40 kg", progress = { reps = "8-12", load = "+2.5 kg" } },
  { superset = [{ exercise = "Push-up", reps = 10, progress = { reps = "10-12" } }, "8 Crunch"], sets = 2 },
  "2x:30 Plank",
]
"""


def test_what_grows_has_its_next_four_sessions_under_it(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        shown = " ".join(seen(app).split())
        assert "8 reps · 40 kg → 9 → 10 → 11 → 12" in shown
        assert "10 reps → 11 → 12" in shown
        await press(pilot, "f2", "down", "p")
        assert "progress" in seen(app)

    Editing(tmp_path, GROWS).drive(steps, (140, 30))


def test_the_next_sessions_go_by_the_log_that_is_read_once(tmp_path: Path) -> None:
    asked = []
    sets = tuple(PastSet(number, reps=12, load=Load("weight", 40, "kg")) for number in (1, 2, 3))
    done = PastSession(1, "mine", date(2026, 11, 10), (PastEntry("seated-row", sets, planned=3),))

    def read(routine: str, movements: Collection[str], newest: int = 0, /) -> Known:
        asked.append((routine, sorted(movements), newest))
        return Known((done,))

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert "8 reps · 42.5 kg → 9 → 10" in " ".join(seen(app).split())
        await press(pilot, "enter")
        await settled(pilot)
        assert len(asked) == 1

    file = EditedFile(Editing(tmp_path, GROWS).path, tmp_path / "routines", tmp_path / "unsaved")
    drive(lambda: EditorScreen(file, look_back=lambda: (read, date(2026, 11, 12), USUAL["kg"])), steps, (140, 30))
