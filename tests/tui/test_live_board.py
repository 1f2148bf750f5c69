"""The face of the live screen: what it shows in which size, what each second changes of it, where one can click."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from pilot import Stage, follow, hold, reps, routine
from plans import build
from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Region

from backday_tui.cli import FORGIVING, STAND_INS, _forgive
from backday_tui.routine.model import Amrap, Emom, Entry, Load, Reps, Routine, Span, Superset
from backday_tui.session import commands as c
from backday_tui.session.session import Session
from backday_tui.training.past import PastEntry, PastSession, PastSet
from backday_tui.training.today import Known
from backday_tui.tui.live.board import arrange, dots_of
from backday_tui.tui.live.countdown import Countdown
from backday_tui.tui.live.panel import PanelLine, StepPanel, laid_out, room_of
from backday_tui.tui.live.timeline import StepBar, Timeline, cells_of
from backday_tui.tui.widgets.glyphs import ROWS, drawn_digits, drawn_figures, drawn_letters, width_of
from backday_tui.tui.widgets.key_line import KeyLine
from backday_tui.words import TIMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from backday_tui.workout.workout import WorkoutRequest

KG_40 = Load("weight", 40, "kg")
ROW = Entry(("Seated row",), sets=3, reps=Reps(8, 12), load=KG_40)
SIZES = ((160, 50), (120, 40), (100, 30), (80, 24), (60, 15), (40, 15), (40, 8))
SMALL = ((80, 24), (60, 15), (40, 15), (40, 8))


def done(movement: str, *figures: int, load: Load | None = None, is_hold: bool = False) -> PastEntry:
    sets = tuple(
        PastSet(number, reps=None if is_hold else figure, seconds=float(figure) if is_hold else None, load=load)
        for number, figure in enumerate(figures, 1)
    )
    return PastEntry(movement, sets, "hold" if is_hold else "reps", planned=len(sets))


LOG = Known(
    (
        PastSession(
            1, "test", dt.date(2025, 12, 24),
            (done("seated-row", 10, 9, 8, load=KG_40), done("plank", 90, 80, 65, is_hold=True)),
        ),
    )
)  # fmt: skip


def with_log(args: WorkoutRequest) -> WorkoutRequest:
    return args._replace(read_past=lambda *_: LOG)


# -- large letters and figures -----------------------------------------------------------------------------------------


def test_large_letters_keep_their_case() -> None:
    assert drawn_letters("Row") != drawn_letters("ROW")
    assert drawn_letters("row") != drawn_letters("Row")
    assert all(width_of(char) for char in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    shapes = [drawn_letters(char) for char in "abcdefghijklmnopqrstuvwxyz"]
    assert len(set(shapes)) == len(shapes), "two letters look the same"


def test_figures_are_as_large_as_there_is_room_and_their_units_stand_on_the_same_line() -> None:
    high = drawn_figures("8\N{EN DASH}12 reps · 40 kg", 100, 7)
    assert high is not None
    assert len(high) == 7
    assert all(len(row) == len(high[0]) <= 100 for row in high)
    low = drawn_figures("8\N{EN DASH}12 reps · 40 kg", 70, 7)
    assert low is not None
    assert len(low[0]) <= 70
    assert [bool(row.strip()) for row in low].count(True) < 7
    assert high[-2][-2:].strip(), "kg hangs on the line of the digits"


@pytest.mark.parametrize("text", ["平板 8", "8 平板", "", "5 reps · 12\N{SUPERSCRIPT TWO}"])
def test_what_has_no_shape_is_left_to_plain_text(text: str) -> None:
    assert drawn_figures(text, 200, 6) is None


def test_figures_without_a_number_are_as_large_themselves() -> None:
    small, large = drawn_figures("to failure", 60, 6), drawn_figures("to failure", 100, 6)
    assert small is not None
    assert large is not None
    assert (len(small), len(large)) == (ROWS, 2 * ROWS)


# -- room --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("height", range(1, 70))
@pytest.mark.parametrize("width", [1, 20, 40, 60, 72, 80, 100, 120, 160, 250])
def test_the_parts_fill_the_height_and_the_keys_never_go(width: int, height: int) -> None:
    shown = arrange(width, height)
    assert height - shown.rows > 0 or height <= shown.rows
    assert shown.rows < height
    assert all(rows >= 0 for rows in shown)
    if height >= 8:
        assert shown.keys == 1
        assert shown.panel >= 3
        assert shown.band == 1
    room = room_of(width, shown.panel)
    assert room.name + room.figures <= max(room.rows, 1)
    if width >= 100 and height >= 24:
        assert room.figures > (room.name if room.name > 1 else ROWS), "reps and load are the second largest thing"


async def to_next_exercise(stage: Stage) -> None:
    """Into the rest before the plank."""
    await stage.press("N")


# -- last time ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_last_time_is_seen_in_the_work_and_in_the_rest_for_what_comes(size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(0.5)
        assert "24 Dec 2025" in stage.text()
        assert f"10 · 9 · 8 {TIMES} 40 kg" in stage.text()
        await stage.press("space")
        assert "REST" in stage.text()
        assert f"10 · 9 · 8 {TIMES} 40 kg" in stage.text()
        await to_next_exercise(stage)
        assert "1:30 · 1:20 · 1:05" in stage.text()
        assert "24 Dec 2025" in stage.text()

    follow(play, routine(ROW, hold(90, sets=3)), size=size, prepare_args=with_log)


def test_where_there_is_room_it_is_told_how_long_ago_and_what_comes_has_its_own() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(0.5)
        for size in SIZES[:4]:
            await stage.resize(*size)
            assert f"Last time (24 Dec 2025, 12 days ago) 10 · 9 · 8 {TIMES} 40 kg" in stage.text()
            if size in ((160, 50), (120, 40), (80, 24)):
                assert "After that: Plank · hold 1:30" in stage.text()
                assert "1:30 · 1:20 · 1:05" in stage.text()

    follow(play, routine(ROW, hold(90, sets=3)), prepare_args=with_log)


def test_the_aim_and_its_reason_stand_beside_last_time() -> None:
    async def play(stage: Stage) -> None:
        await stage.wait(0.5)
        assert "Seated row · 10 reps · 40 kg" in stage.text()
        assert "Today  10, 9, 8 reps · 40 kg: last time's" in stage.text()
        await stage.press("space", "enter")
        assert "Seated row · 9 reps · 40 kg" in stage.text()

    follow(play, routine(ROW), prepare_args=with_log)


@pytest.mark.parametrize("size", SIZES[:5])
def test_what_was_noted_last_time_is_told_with_its_date_in_the_rest_before(size: tuple[int, int]) -> None:
    sets = (PastSet(1, seconds=90.0, note="grip gave way"),)
    log = Known((PastSession(1, "test", dt.date(2025, 12, 24), (PastEntry("plank", sets, "hold", planned=1),)),))

    async def play(stage: Stage) -> None:
        await stage.wait(0.5)
        assert "grip" not in stage.text()
        await stage.press("space")
        assert "Note of 24 Dec 2025: grip gave way" in stage.text()
        assert "1:30" in stage.text()
        await stage.press("enter")
        assert "grip" not in stage.text()

    follow(play, routine(reps(), hold(90)), size=size, prepare_args=lambda a: a._replace(read_past=lambda *_: log))


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (2, ["Row", "the heaviest\u2026"]),
        (3, ["Row", "the heaviest", "of all"]),
        (4, ["Row", "the heaviest", "of all", "Then more"]),
    ],
)
def test_a_line_that_is_too_long_has_a_second_row_before_what_is_wanted_less(rows: int, shown: list[str]) -> None:
    possible = [PanelLine(0, Content("Row")), PanelLine(4, Content("the heaviest of all")),
                PanelLine(6, Content("Then more"))]  # fmt: skip
    assert [line.plain.strip() for line in laid_out(possible, 13, rows)] == shown


def test_without_a_log_its_row_is_for_something_else() -> None:
    async def play(stage: Stage) -> None:
        assert "Last time" not in stage.text()
        assert "slowly" in stage.text()

    follow(play, routine(Entry(("Seated row",), sets=3, reps=Reps(8, 8), note="slowly")), size=(40, 8))


def test_what_was_entered_for_the_running_set_takes_the_place_of_the_plan_at_once() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("r", "6", "tab", *"42.5", "enter")
        assert "Seated row · 6 reps · 42.5 kg" in stage.text()
        await stage.press("space")
        assert "Set 1 of 3 done: 6 reps · 42.5 kg" in stage.text()

    follow(play, routine(ROW))


# -- phases ------------------------------------------------------------------------------------------------------------


def test_phases_are_told_apart_without_colour() -> None:
    seen: dict[str, str] = {}

    async def look(stage: Stage, name: str) -> None:
        lines = stage.text().splitlines()
        grid = stage.live.query_one(Countdown).grid
        assert grid is not None
        zero = drawn_digits("0", grid, hollow=name == "rest")
        assert all(any(row in line for line in lines) for row in zero), name
        seen[name] = lines[1]

    async def play(stage: Stage) -> None:
        await look(stage, "prepare")
        await stage.press("enter")
        await look(stage, "work")
        await stage.press("space")
        await look(stage, "paused")
        await stage.press("space", "enter")
        await stage.wait(0.2)
        await look(stage, "rest")

    follow(play, routine(hold(10, sets=2)))
    bands = {name: band.replace("1", "").replace("2", "").strip() for name, band in seen.items()}
    assert bands["prepare"].startswith("/ /")
    assert bands["paused"].startswith("| |")
    assert bands["rest"].startswith("──")
    assert bands["work"].startswith("HOLD")


@pytest.mark.parametrize(("turn", "dots"), [((2, 3), "●●○"), ((1, 12), "●" + "○" * 11), ((3, 20), ""), (None, "")])
def test_sets_are_dots(turn: tuple[int, int] | None, dots: str) -> None:
    assert dots_of(turn) == dots


def test_the_dots_stand_beside_the_words_and_give_way_before_them() -> None:
    async def play(stage: Stage) -> None:
        assert "●○○ Set 1 of 3" in stage.text()
        await stage.resize(20, 8)
        assert "WORK · Set 1 of 3" in stage.text()

    follow(play, routine(ROW))


def test_every_sign_of_the_screen_has_a_stand_in() -> None:
    shown: set[str] = set()

    async def play(stage: Stage) -> None:
        for _ in range(3):
            for size in SIZES:
                await stage.resize(*size)
                shown.update(stage.text())
            await stage.press("enter")

    follow(play, routine(ROW, hold(30)), prepare_args=with_log)
    _forgive()
    assert {sign for sign in shown if not sign.isascii()} <= set(STAND_INS)
    assert "●●○ Set 2 of 3".encode("latin-1", FORGIVING) == b"**o Set 2 of 3"


# -- the timeline ------------------------------------------------------------------------------------------------------


def test_each_step_is_as_wide_as_it_takes_time_and_looks_like_what_it_is() -> None:
    steps = build(
        routine(hold(60), Entry(("Row",), sets=2, reps=Reps(10, 10)), prepare=30, rest=60, between=60), _catalog()
    ).steps
    assert [step.kind for step in steps] == ["prepare", "hold", "rest", "reps", "rest", "reps"]
    cells = cells_of(steps, 270)
    widths = [sum(cell.step == place for cell in cells) for place in range(len(steps))]
    assert widths == [30, 60, 60, 30, 60, 30]
    glyphs = "".join(cell.glyph for cell in cells)
    assert glyphs.count("█") == 59
    assert glyphs.count("▁") == 120
    assert glyphs.count("▂") == 30
    assert glyphs.count("▄") == 58
    assert cells_of(steps, 0) == ()
    assert len(cells_of(steps, 7)) == 7


def _catalog() -> Any:
    from backday_tui.exercises.catalog import bundled

    return bundled()


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15)])
def test_a_click_on_the_timeline_asks_and_goes_there_and_undo_leads_back(size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        line = stage.live.query_one(Timeline)
        place = next(n for n, cell in enumerate(line._cells) if cell.step == 4)
        await stage.pilot.click(Timeline, offset=(place + 1, 0))
        await stage.settle()
        assert "Go there?" in stage.text()
        assert stage.diary.commands == [c.Done()]
        await stage.press("enter")
        assert stage.session.state.index == 4
        assert len(stage.session.state.logs) == 1
        await stage.press("u")
        assert stage.session.state.index == 1

    done = follow(play, routine(ROW, hold(90)), size=size)
    assert done.diary.commands == [c.Done(), c.GoTo(4), c.Undo()]


def test_a_click_on_a_hold_leads_to_its_countdown_and_where_one_is_nothing_is_asked() -> None:
    async def play(stage: Stage) -> None:
        line = stage.live.query_one(Timeline)
        last = len(line._cells)
        await stage.pilot.click(Timeline, offset=(last, 0))
        await stage.settle()
        assert "Plank · hold 1:30" in stage.text()
        await stage.press("escape")
        assert stage.diary.commands == []
        await stage.pilot.click(Timeline, offset=(1, 0))
        await stage.settle()
        assert "This is where you are" in stage.text()
        await stage.wait(5)
        await stage.pilot.click(Timeline, offset=(last, 0))
        await stage.settle()
        await stage.press("g")
        assert "GET READY" in stage.text()

    follow(play, routine(reps(), hold(90), between=0))


def test_a_smaller_terminal_has_the_whole_timeline_with_its_times_at_once() -> None:
    async def play(stage: Stage) -> None:
        timeline = stage.app.screen.query_one(Timeline)
        for width, height in ((120, 40), (80, 24), (60, 15)):
            await stage.resize(width, height)
            drawn = timeline.render_lines(Region(0, 0, *timeline.size))
            assert "left" in drawn[-1].text

    follow(play, routine(reps(8, 3)), size=(200, 60))


def test_the_end_is_a_time_of_day_which_a_pause_moves() -> None:
    async def play(stage: Stage) -> None:
        assert "10 min left · ends 18:09" in stage.text()
        await stage.wait(300)
        assert "5 min left · ends 18:09" in stage.text()
        await stage.press("space")
        await stage.wait(600)
        assert "5 min left · ends 18:19" in stage.text()

    follow(play, routine(hold(590), prepare=0))


def test_each_second_nothing_is_drawn_but_the_digits_and_the_end_of_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    for kind in (StepPanel, Timeline, StepBar, KeyLine):
        _count(monkeypatch, kind, drawn)

    async def play(stage: Stage) -> None:
        await stage.press("enter")
        await stage.wait(2)
        drawn.clear()
        await stage.wait(20)
        assert stage.countdown == "9:38"

    follow(play, routine(hold(600)), size=(120, 40))
    assert set(drawn) <= {"StepBar", "Timeline"}
    assert drawn.count("StepBar") <= 9
    assert drawn.count("Timeline") <= 12


def _count(monkeypatch: pytest.MonkeyPatch, kind: type[Any], drawn: list[str]) -> None:
    name = "render" if kind is KeyLine else "render_line"
    before: Callable[..., Any] = getattr(kind, name)

    def render(self: Any, *given: Any) -> Any:
        drawn.append(kind.__name__)
        return before(self, *given)

    monkeypatch.setattr(kind, name, render)


# -- the key line ------------------------------------------------------------------------------------------------------


def test_the_key_line_fills_the_width_that_it_has() -> None:
    async def play(stage: Stage) -> None:
        for width, more in (
            (160, ("undo", "swap", "later", "set more", "back")),
            (120, ("undo", "swap", "later")),
            (80, ("undo",)),
        ):
            await stage.resize(width, 30)
            line = stage.text().splitlines()[-1]
            assert all(word in line for word in ("space done", "? keys", "q finish", *more)), line
        assert "10 s" not in stage.text().splitlines()[-1], "a set that waits has no end to move"

    follow(play, routine(ROW))


def test_the_key_line_offers_nothing_that_would_be_refused() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("enter")
        line = stage.text().splitlines()[-1]
        assert "round done" in line
        assert "set more" not in line
        assert "later" not in line

    follow(play, routine(Amrap((reps(5),), time=600)), size=(200, 30))


# -- what lies over it -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES[:6])
def test_the_form_of_figures_leaves_the_digits_readable(size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        await stage.wait(1)
        before = stage.text().splitlines()
        await stage.press("r")
        grid = stage.live.query_one(Countdown).grid
        assert grid is not None
        assert stage.screen == "RecordScreen"
        region = stage.live.query_one(Countdown).region
        shown = stage.text().splitlines()
        assert shown[region.y : region.bottom] == before[region.y : region.bottom]
        await stage.wait(1)
        later = stage.text().splitlines()
        assert later[region.y : region.bottom] != shown[region.y : region.bottom], "they run on"

    follow(play, routine(ROW), size=size)


@pytest.mark.parametrize(("key", "size"), [("r", (40, 8)), ("question_mark", (80, 24)), ("question_mark", (40, 8))])
def test_what_covers_the_digits_shows_the_time_that_runs(key: str, size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        await stage.press("space")
        await stage.press(key)
        await stage.wait(2.3)
        assert "REST 0:08" in stage.text()
        await stage.wait(1)
        assert "REST 0:07" in stage.text()

    follow(play, routine(ROW), size=size)


# -- all sizes, all kinds of workouts ----------------------------------------------------------------------------------

NAME = "Half-kneeling single-arm landmine press with a very long name that never ends"
KINDS: dict[str, Routine] = {
    "sides": routine(Entry((NAME,), sets=5, reps=Reps(8, 12), load=Load("weight", 12.5, "kg", 2), sides="each")),
    "wide": routine(Entry(("平板支撑" * 9,), sets=3, hold=Span(60)), reps(name="卧推" * 30)),
    "emom": routine(Emom((reps(12, name="Kettlebell swing"), reps(10, name="Push-up")), minutes=10)),
    "amrap": routine(Amrap((reps(5, name="Pull-up"), reps(10, name="Superman")), time=600)),
    "failure": routine(
        Entry(("Dead hang",), sets=2, hold=Span(30, open_ended=True)), Entry(("Pull-up",), reps=Reps(None, None))
    ),
    "superset": routine(Superset((reps(8, name="Pull-up"), reps(10, name="Bench press")), sets=4, rest=90)),
    "many": routine(*(reps(sets=10, name=name) for name in ("Seated row", "Pull-up", "Superman", "Shrug", "Bird dog"))),
    "usual": routine(ROW, hold(90, sets=3), reps(sets=3, name="Pull-up"), name="Back workout"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_size_holds_every_kind_of_workout(kind: str) -> None:
    async def play(stage: Stage) -> None:
        for keys in ((), ("enter",), ("enter",), ("p",), ("p", "n")):
            await stage.press(*keys)
            if stage.screen != "LiveScreen":
                return
            for size in SIZES:
                await stage.resize(*size)
                lines = stage.text().splitlines()
                assert [cell_len(line) for line in lines] == [size[0]] * size[1]
                assert "? keys" in lines[-1]
                assert any("█" in line or "▀" in line for line in lines)

    follow(play, KINDS[kind], prepare_args=with_log)


@pytest.mark.parametrize("size", [(120, 40), (160, 50)])
@pytest.mark.parametrize("kind", ["usual", "amrap", "emom", "sides", "superset", "many"])
def test_a_large_screen_has_no_ten_empty_rows(kind: str, size: tuple[int, int]) -> None:
    async def play(stage: Stage) -> None:
        for _ in range(5):
            assert sum(not line.strip() for line in stage.text().splitlines()) < 10
            await stage.press("enter")

    follow(play, KINDS[kind], size=size)


def test_a_long_workout_is_laid_out_in_no_time_a_step() -> None:
    session = Session(build(routine(*(reps(sets=100, name=f"Exercise {n}") for n in range(30))), _catalog()))
    session.start(0.0)
    assert len(session.state.steps) > 5000
    assert {cell.shape for cell in cells_of(session.state.steps, 78)} <= {"reps", "rest"}


def test_what_an_exercise_is_says_what_is_aimed_at_and_why() -> None:
    async def play(stage: Stage) -> None:
        await stage.press("e")
        assert stage.screen == "ExplainScreen"
        assert "Today 10, 9, 8 reps · 40 kg: last time's, on 24 Dec" in " ".join(stage.text().split())

    follow(play, Routine("test", "Test", work=(ROW,)), prepare_args=with_log)
