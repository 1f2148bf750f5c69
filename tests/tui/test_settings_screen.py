"""The settings screen: every setting explained, changed, heard and saved; a broken file is left as it is."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pilot import Browsed, drive, drive_app, notices, screen_name, seen, settled
from silent import SilentPlayer

from backday_tui.history import measures
from backday_tui.history.log import opened
from backday_tui.settings import Settings, load
from backday_tui.tui import settings as screen_module
from backday_tui.tui.app import BackdayApp
from backday_tui.tui.args import LibraryContext
from backday_tui.tui.library.screen import LibraryScreen
from backday_tui.tui.settings import SettingList, SettingsScreen, stepped, value_text

if TYPE_CHECKING:
    from textual.pilot import Pilot

NOW = datetime.fromisoformat("2026-01-05T18:00:00+01:00")


class Heard(SilentPlayer):
    """Writes down what would be heard, and how loud."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, float]] = []
        self.closed = False

    def play(self, name: str) -> None:
        self.heard.append((name, self.volume))

    def close(self) -> None:
        self.closed = True


class Room:
    """What the screen is given, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "settings.toml"
        self.told: list[Settings] = []
        self.sounds: list[tuple[Settings, Heard]] = []
        self.library_context = LibraryContext(
            folder / "log", self.file, folder / "unsaved", lambda: NOW, self.told.append, self._sound
        )

    def _sound(self, settings: Settings) -> Heard:
        self.sounds.append((settings, Heard()))
        return self.sounds[-1][1]

    def screen(self) -> SettingsScreen:
        return SettingsScreen(self.library_context)


def goto(app: Browsed, name: str) -> None:
    app.screen.query_one(SettingList).select(lambda row: row.name == name)


def changing(folder: Path, *steps: tuple[str, tuple[str, ...]]) -> Room:
    """The room after going to settings and pressing keys on each."""
    room = Room(folder)

    async def play(pilot: Pilot[None], app: Browsed) -> None:
        for name, keys in steps:
            goto(app, name)
            await pilot.press(*keys)
            await pilot.pause(0.1)

    drive(room.screen, play)
    return room


@pytest.mark.parametrize("size", [(80, 24), (160, 50), (60, 15)])
def test_every_setting_is_there_with_its_value_and_a_line_about_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        for field in fields(Settings):
            goto(app, field.name)
            await pilot.pause(0.1)
            text = " ".join(seen(app).split())
            told = screen_module.about(field.name)
            assert told.text
            assert told.label in text
            assert told.text[:40] in text
            assert " ".join(value_text(field.name, getattr(Settings(), field.name)).split()) in text

    drive(Room(tmp_path).screen, steps, size)


@pytest.mark.parametrize(
    ("name", "keys", "value"),
    [
        ("sound", ("right", "right"), "miniaudio"),
        ("sound", ("left",), "auto"),
        ("sound", ("right", "backspace"), "auto"),
        ("volume", ("left", "left"), 90),
        ("volume", ("right",), 100),
        ("mute", ("enter",), True),
        ("flash", ("space",), False),
        ("bell", ("left",), False),
        ("space", ("enter", "enter"), "next"),
        ("space", ("enter", "enter", "enter"), "auto"),
        ("units", ("plus",), "lb"),
        ("rest", ("right", "right"), 70),
        ("theme", ("right",), "backday-light"),
    ],
)
def test_a_change_counts_and_is_saved(tmp_path: Path, name: str, keys: tuple[str, ...], value: object) -> None:
    room = changing(tmp_path, (name, keys))
    settings, warnings = load(room.file)
    assert getattr(settings, name) == value
    assert warnings == ()
    if value != getattr(Settings(), name):
        assert getattr(room.told[-1], name) == value


def test_what_counts_is_known_to_the_app_at_once(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        for name, key in (("theme", "right"), ("units", "right"), ("rest", "left"), ("space", "right")):
            goto(app, name)
            await pilot.press(key)
        assert app.theme == "backday-light"
        preferences = app.preferences
        assert (preferences.units, preferences.rest_s, preferences.space) == ("lb", 55, "pause")
        goto(app, "theme")
        await pilot.press("backspace")
        assert app.theme == "backday-dark"

    drive(Room(tmp_path).screen, steps)


def test_volume_and_sound_are_heard_as_they_will_be(tmp_path: Path) -> None:
    room = changing(tmp_path, ("volume", ("left", "t")), ("sound", ("right",)), ("units", ("t",)))
    (first, one), (second, other) = room.sounds
    assert first.volume == 95
    assert one.heard == [("go", 0.95), ("go", 0.95)]
    assert one.closed
    assert second.sound == "simpleaudio"
    assert other.heard == [("go", 0.95), ("go", 0.95)]
    assert other.closed


def test_comments_and_unknown_keys_stay(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("# mine\nvolum = 3\nvolume = 50\n", encoding="utf-8")
    room = Room(tmp_path)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert 'there is no setting "volum"; did you mean "volume"?' in " ".join(seen(app).split())
        goto(app, "volume")
        await pilot.press("right")

    drive(room.screen, steps)
    assert room.file.read_text(encoding="utf-8") == "# mine\nvolum = 3\nvolume = 55\n"


@pytest.mark.parametrize("answer", ["escape", "l", "enter"])
def test_a_broken_file_is_told_with_its_line_and_left_as_it_is(tmp_path: Path, answer: str) -> None:
    room = Room(tmp_path)
    room.file.write_text("volume = 50\nmute = \n", encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        text = " ".join(seen(app).split())
        assert "settings.toml:2:8:" in text
        assert "not overwritten" in text
        goto(app, "volume")
        await pilot.press("left")
        await pilot.pause(0.1)
        assert screen_name(app) == "AskScreen"
        await pilot.press(answer)
        await pilot.pause(0.1)
        assert "100 %" in seen(app)

    drive(room.screen, steps, (120, 30))
    assert room.file.read_text(encoding="utf-8") == "volume = 50\nmute = \n"
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


def test_a_broken_file_is_put_aside_first(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.file.write_text("mute = \n", encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        goto(app, "volume")
        await pilot.press("left")
        await pilot.pause(0.1)
        await pilot.press("p")
        await pilot.pause(0.1)
        assert "95 %" in seen(app)
        assert "not overwritten" not in seen(app)

    drive(room.screen, steps)
    assert (tmp_path / "settings.broken-2026-01-05T180000.toml").read_text(encoding="utf-8") == "mute = \n"
    assert load(room.file) == (Settings(volume=95), ())


def test_what_can_not_be_saved_counts_for_this_run_and_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    room = Room(tmp_path / "file" / "no folder")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        goto(app, "units")
        await pilot.press("right")
        await pilot.pause(0.1)
        assert screen_name(app) in ("SettingsScreen", "AskScreen")

    drive(room.screen, steps)


def test_escape_leads_back(tmp_path: Path) -> None:
    room = Room(tmp_path)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        app.push_screen(room.screen())
        await pilot.pause(0.1)
        assert len(app.screen_stack) == 2
        await pilot.press("question_mark")
        await pilot.pause(0.1)
        assert screen_name(app) == "KeysScreen"
        assert "enter, space  the next value" in seen(app)
        await pilot.press("escape", "escape")
        await pilot.pause(0.1)
        assert len(app.screen_stack) == 1

    drive(room.screen, steps)


@pytest.mark.parametrize(
    ("name", "value", "by", "expected"),
    [
        ("volume", 100, 1, 100),
        ("volume", 0, -1, 0),
        ("volume", 33, 1, 35),
        ("volume", 33, -1, 30),
        ("rest", 0, -1, 0),
        ("rest", 0, 1, 5),
        ("rest", 120, 1, 135),
        ("rest", 120, -1, 115),
        ("rest", 300, 1, 360),
        ("rest", 3600, 1, 3600),
    ],
)
def test_numbers_go_in_steps_that_suit_them(name: str, value: int, by: int, expected: int) -> None:
    assert stepped(name, value, by) == expected


def test_values_are_read_as_people_write_them() -> None:
    assert value_text("rest", 0) == "none"
    assert value_text("rest", 90) == "1:30"
    assert value_text("volume", 50) == "━━━━━╌╌╌╌╌  50 %"
    assert value_text("theme", None) == "backday-dark"
    assert value_text("theme", "\x1b]x") == "␛]x"


# -- what is wrong with the settings, told over the first screen -----------------------------------------------------


BROKEN = 'settings.toml:1:1: there is no setting "[/]\x1b[2J"; did you mean "mute"?'


def told(*warnings: str) -> list[str]:
    """What the library tells of these."""
    found: list[str] = []

    async def steps(_: Pilot[None], app: BackdayApp) -> None:
        assert screen_name(app) == "LibraryScreen"
        found.extend(notices(app))

    drive_app(
        lambda clock: BackdayApp(
            lambda: LibraryScreen(Path("nowhere")), make_sound=lambda *_: SilentPlayer(), clock=clock, warnings=warnings
        ),
        steps,
    )
    return found


def test_of_many_warnings_the_first_are_shown_and_where_the_rest_is() -> None:
    warnings = [f"fault {number}" for number in range(9)]
    assert told(*warnings) == ["fault 0", "fault 1", "There is more of that: press , for the settings"]


def test_the_library_tells_what_is_wrong_with_the_settings() -> None:
    assert told(BROKEN) == [BROKEN.replace("\x1b", "␛")]


async def saying(pilot: Pilot[None], app: Browsed, row: str, typed: str) -> None:
    goto(app, row)
    await pilot.press("enter")
    await pilot.pause(0.1)
    await pilot.press(*("space" if char == " " else "percent_sign" if char == "%" else char for char in typed))
    await pilot.press("enter")
    await settled(pilot)


def test_body_weight_and_training_maxes_are_said_shown_and_taken_back(tmp_path: Path) -> None:
    room = Room(tmp_path)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        assert "not said" in seen(app)
        await saying(pilot, app, "body weight", "81")
        assert "81 kg, 5 Jan 2026" in seen(app)
        await saying(pilot, app, "training max", "deadlift 120 90%")
        assert "Deadlift 108 kg" in seen(app)
        await pilot.press("right")  # there is no next value
        await pilot.press("backspace")
        await settled(pilot)
        assert "Deadlift" not in seen(app)
        assert "Taken back: Deadlift 120 kg" in notices(app)
        goto(app, "body weight")
        await pilot.press("backspace", "backspace")
        await settled(pilot)
        assert "not said" in seen(app)
        assert "There is no body weight to take back" in notices(app)

    drive(room.screen, steps, (120, 40))
    with opened(tmp_path / "log") as store:
        assert store is not None
        assert (measures.body_weights(store), measures.given_maxes(store)) == ((), ())


def test_what_is_no_weight_is_not_taken(tmp_path: Path) -> None:
    room = Room(tmp_path)

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        for row, typed, why in (
            ("body weight", "5", "is no body weight"),
            ("body weight", "soon", "is no load"),
            ("training max", "deadlift", "the load is missing"),
            ("training max", "120", "which"),
        ):
            await saying(pilot, app, row, typed)
            assert why in " ".join(seen(app).split())
            await pilot.press("escape")
            await pilot.pause(0.1)

    drive(room.screen, steps)
    assert not (tmp_path / "log").exists()


def test_a_log_that_cannot_be_read_is_told_where_it_counts(tmp_path: Path) -> None:
    room = Room(tmp_path)
    (tmp_path / "log").mkdir()

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await settled(pilot)
        goto(app, "body weight")
        await pilot.pause(0.1)
        assert "no regular file" in seen(app)
        await saying(pilot, app, "body weight", "81")
        assert any("no regular file" in notice for notice in notices(app))

    drive(room.screen, steps, (160, 50))


# -- what the person trains with --------------------------------------------------------------------------------------


def equipped(folder: Path) -> Room:
    room = Room(folder)
    room.library_context = room.library_context._replace(equipment_file=folder / "training.toml")
    return room


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (120, 40)])
def test_the_equipment_is_shown_and_asked_for(tmp_path: Path, size: tuple[int, int]) -> None:
    file = tmp_path / "training.toml"
    file.write_text("# mine\nbar = 15 # light\nplates = [\n  20,  # blue\n  10,\n]\n", encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        for name, text in (
            ("bar", "15 kg"), ("plates", "20, 10 kg"), ("dumbbells", "not said"), ("stack", "not said"),
            ("step", "2.5"),
        ):  # fmt: skip
            goto(app, name)
            await pilot.pause(0.1)
            assert text in seen(app)
        goto(app, "plates")
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert screen_name(app) == "TextDialog"
        assert "Which plates do you have?" in seen(app)
        await pilot.press(*"20, 20", "enter")
        await pilot.pause(0.1)
        assert "this plate stands here twice" in " ".join(seen(app).split())
        await pilot.press("backspace", "backspace", *"15 x2", "enter")
        await pilot.pause(0.1)
        assert screen_name(app) == "SettingsScreen"
        assert "20 kg, 15 kg x2" in seen(app)
        goto(app, "dumbbells")
        await pilot.press("space", *"2-30/2", "enter")
        await pilot.pause(0.1)
        assert "2-30/2 kg" in seen(app)
        goto(app, "bar")
        await pilot.press("backspace")
        await pilot.pause(0.1)
        assert "20 kg" in seen(app)

    drive(equipped(tmp_path).screen, steps, size)
    assert file.read_text(encoding="utf-8") == (
        '# mine\n# light\n# blue\nplates = ["20 kg", "15 kg x2"]\ndumbbells = "2-30/2 kg"\n'
    )


def test_a_click_asks_for_it_too(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        goto(app, "step")
        await pilot.pause(0.1)
        rows = seen(app).splitlines()
        line = next(number for number, row in enumerate(rows) if "Step" in row and "2.5 kg" in row)
        for _ in range(2):  # the first only goes there
            await pilot.click(offset=(6, line))
            await pilot.pause(0.6)
        assert screen_name(app) == "TextDialog"
        await pilot.press("escape")

    drive(equipped(tmp_path).screen, steps)
    assert not (tmp_path / "training.toml").exists()


def test_what_is_usual_goes_by_the_units(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        goto(app, "units")
        await pilot.press("right")
        await pilot.pause(0.1)
        goto(app, "plates")
        await pilot.pause(0.1)
        text = seen(app)
        assert "45 lb" in text
        assert "45, 35, 25, 10, 5, 2.5 lb" in text
        await pilot.press("left", "right")
        assert screen_name(app) == "SettingsScreen"

    drive(equipped(tmp_path).screen, steps)


def test_no_plates_are_none_and_a_wrong_key_is_taken_out(tmp_path: Path) -> None:
    file = tmp_path / "training.toml"
    file.write_text("plates = []\nstep = 0\n", encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        goto(app, "plates")
        await pilot.pause(0.1)
        assert "none" in seen(app)
        assert "25, 20" not in seen(app)
        goto(app, "step")
        await pilot.press("backspace")
        await pilot.pause(0.1)
        assert "step = 0" not in seen(app)

    drive(equipped(tmp_path).screen, steps, (120, 40))
    assert file.read_text(encoding="utf-8") == "plates = []\n"


def test_what_is_wrong_with_the_equipment_is_told(tmp_path: Path) -> None:
    (tmp_path / "training.toml").write_text('bar = "15 kg"\nplats = 3\n', encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        await pilot.pause(0.1)
        assert '"plats" is no key of training.toml; is "plates" meant?' in " ".join(seen(app).split())
        assert "15 kg" in seen(app)

    drive(equipped(tmp_path).screen, steps, (160, 50))


@pytest.mark.parametrize("answer", ["l", "p"])
def test_broken_equipment_is_left_or_put_aside(tmp_path: Path, answer: str) -> None:
    file = tmp_path / "training.toml"
    file.write_text("bar = \n", encoding="utf-8")

    async def steps(pilot: Pilot[None], app: Browsed) -> None:
        assert "training.toml:1:7: the equipment can't be read" in " ".join(seen(app).split())
        goto(app, "bar")
        await pilot.press("enter", *"15", "enter")
        await pilot.pause(0.1)
        assert screen_name(app) == "AskScreen"
        assert "training.toml is broken" in seen(app)
        await pilot.press(answer)
        await pilot.pause(0.1)
        assert ("15 kg" in seen(app)) == (answer == "p")

    drive(equipped(tmp_path).screen, steps, (120, 40))
    if answer == "l":
        assert file.read_text(encoding="utf-8") == "bar = \n"
    else:
        assert file.read_text(encoding="utf-8") == 'bar = "15 kg"\n'
        aside = tmp_path / "training.broken-2026-01-05T180000.toml"
        assert aside.read_text(encoding="utf-8") == "bar = \n"
