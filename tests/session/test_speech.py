"""What is said: in the words that people use, over before the next sound, whatever a file calls things."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import build

from backday_tui.exercises.catalog import Catalog
from backday_tui.routine.model import Amrap, Circuit, Emom, Entry, Reps, Routine, Span, Superset
from backday_tui.session import commands as c
from backday_tui.session import speech
from backday_tui.session.cues import upcoming
from backday_tui.session.plan import Ref, Step
from backday_tui.session.session import Session

if TYPE_CHECKING:
    from backday_tui.routine.model import Item

START = 1000.0


def step(**fields: Any) -> Step:
    given_fields = {"exercise": "Plank", **fields}
    return Step("work", given_fields.pop("kind", "hold"), Ref("work", 0, 0), 0, **given_fields)


def begun(*work: Item, auto: bool = False, **fields: Any) -> Session:
    session = Session(build(Routine("back", "Back", work=work, **fields), Catalog([])), auto=auto)
    session.start(START)
    return session


def said(session: Session, now: float = START) -> list[tuple[float, str]]:
    return [(round(each.at - START, 3), each.texts[0]) for each in speech.announced(session, now)]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "zero"), (7, "seven"), (12, "twelve"), (20, "twenty"), (25, "twenty-five"), (100, "one hundred"),
        (105, "one hundred and five"), (250, "two hundred and fifty"), (1000, "one thousand"),
        (1100, "one thousand one hundred"), (12_345, "twelve thousand three hundred and forty-five"),
        (1_000_000, "1000000"),
    ],
)  # fmt: skip
def test_numbers_are_words(value: int, words: str) -> None:
    assert speech.number(value) == words


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (5, "fifth"), (8, "eighth"), (9, "ninth"),
        (12, "twelfth"), (20, "twentieth"), (21, "twenty-first"), (30, "thirtieth"), (100, "one hundredth"),
    ],
)  # fmt: skip
def test_places_are_words(value: int, word: str) -> None:
    assert speech.ordinal(value) == word


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "one second"), (30, "thirty seconds"), (60, "one minute"), (65, "one minute and five seconds"),
        (90, "one minute thirty"), (120, "two minutes"), (135, "two minutes fifteen"), (600, "ten minutes"),
        (3600, "one hour"), (5400, "one hour and thirty minutes"), (3690, "one hour, one minute and thirty seconds"),
        (3605, "one hour and five seconds"), (0, "zero seconds"),
    ],
)  # fmt: skip
def test_times_are_said_as_people_say_them(seconds: int, words: str) -> None:
    assert speech.length(seconds) == words


@pytest.mark.parametrize(
    ("load", "words"),
    [
        ("25 lb", "twenty-five pounds"), ("1 lb", "one pound"), ("12 kg", "twelve kilos"), ("1 kg", "one kilo"),
        ("12.5 kg", "twelve and a half kilos"), ("0.5 kg", "half a kilo"), ("2.25 kg", "two point two five kilos"),
        ("bodyweight", "bodyweight"), ("2x12 kg", "two times twelve kilos"), ("2x0.5 kg", "two times half a kilo"),
        ("+10 kg", "plus ten kilos"),
        ("-1 lb", "minus one pound"), ("70%", "seventy per cent"), ("72.5%", "seventy-two and a half per cent"),
        ("red band", "red band"), ("pin 7", "pin seven"), ("7 feathers", ""),
    ],
)  # fmt: skip
def test_loads_are_said_as_people_say_them(load: str, words: str) -> None:
    assert speech.load(load) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (8, 8, "eight reps"), (1, 1, "one rep"), (8, 12, "eight to twelve reps"), (5, None, "five reps or more"),
        (1, None, "one rep or more"), (None, None, "to failure"),
    ],
)  # fmt: skip
def test_repetitions_are_said_as_people_say_them(low: int | None, high: int | None, words: str) -> None:
    assert speech.reps(Reps(low, high)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"seconds": 90}, "one minute thirty"),
        ({"seconds": 60, "to_failure": True}, "at least one minute, then to failure"),
        ({"to_failure": True}, "to failure"),
        ({"kind": "reps", "reps": Reps(8, 8), "load": "25 lb"}, "eight reps, at twenty-five pounds"),
        ({"kind": "reps", "reps": Reps(8, 8), "side": "left"}, "eight reps, left side"),
        ({"kind": "reps", "reps": Reps(None, None), "load": "bodyweight"}, "to failure, bodyweight"),
        ({"kind": "reps", "reps": Reps(20, 20), "side": "alternating"}, "twenty reps, alternating"),
        ({"kind": "open"}, ""),
        ({"kind": "time", "seconds": 60, "group": "emom", "reps": Reps(5, 5)}, "five reps"),
    ],
)  # fmt: skip
def test_doses_are_said_as_people_say_them(fields: dict[str, Any], words: str) -> None:
    assert speech.dose(step(**fields)) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"set": 2, "sets": 3}, "Second set of three."),
        ({}, ""),
        ({"round": 2, "rounds": 3}, "Round two of three."),
        ({"round": 1, "rounds": 1}, ""),
        ({"group": "emom", "round": 4, "rounds": 10}, "Minute four of ten."),
    ],
)
def test_which_one_it_is(fields: dict[str, Any], words: str) -> None:
    assert speech.turn(step(**fields)) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Bent-over fly", "Bent-over fly"),
        ("90/90 stretch", "ninety ninety stretch"),
        ("<break time='9s'/> Row", "break time ' nine s' Row"),
        ("[[h@loU]] {pause}", "h loU pause"),
        ("Row $(reboot) `x` \x1b]0;y\x07", "Row reboot x zero y"),
        ("Ru\u0308ckenstrecker", "R\u00fcckenstrecker"),
        ("\u202eplank", "plank"),
        ("\uff11\uff12 Rows", "twelve Rows"),
        ("  Row  ,  wide ", "Row wide"),
    ],
)
def test_names_from_files_are_words_and_nothing_else(name: str, words: str) -> None:
    assert speech.plain(name) == words


@given(st.text(max_size=500))
def test_no_name_holds_a_sign_that_is_an_order(name: str) -> None:
    words = speech.plain(name)
    assert len(words) <= speech.LONGEST_NAME
    assert not set(words) & set('<>[]{}&;$`|\\"/#*_=%@~^\n\r\t\0\x1b')
    assert not any(text.startswith("-") for text in speech._of_work(step(exercise=name), lead="next: "))


def test_choices_are_told_apart_and_an_amrap_has_no_name() -> None:
    assert speech.name(step(exercise=None, choices=("Chin-up", "Pull-up"))) == "Chin-up or Pull-up"
    assert speech.name(step(exercise="[[]]")) == "exercise"
    assert speech.name(step(exercise=None, kind="time", group="amrap", seconds=60)) == "as many rounds as possible"


# -- when ----------------------------------------------------------------------------------------------------------


PLANKS = Entry(("plank",), sets=3, hold=Span(90), rest=45)


def test_a_rest_tells_what_comes_next_at_length_and_more_shortly() -> None:
    session = begun(PLANKS)
    first, *_ = speech.announced(session, START)
    assert (first.at, first.until, first.rank) == (START + 0.2, START + 2 - speech.BEFORE_S, speech.NAMES)
    rest = next(each for each in speech.announced(session, START) if "Second" in each.texts[0])
    assert rest.texts == (
        "Next: plank, one minute thirty. Second set of three.",
        "Next: plank, one minute thirty.",
        "Plank.",
    )
    assert rest.at == START + 5 + 90 + speech.AFTER_S["rest"]
    assert rest.until == START + 5 + 90 + 20 + speech.AFTER_S["rest"]


def test_everything_that_is_said_of_three_planks() -> None:
    assert said(begun(PLANKS)) == [
        (0.2, "Next: plank, one minute thirty. First set of three."),
        (50.5, "Half way."),
        (95.95, "Next: plank, one minute thirty. Second set of three."),
        (185.5, "Half way."),
        (230.95, "Next: plank, one minute thirty. Third set of three."),
        (275.9, "Last set."),
        (320.5, "Half way."),
    ]


def test_a_change_of_sides_and_sides_without_one() -> None:
    sides = Entry(("Side plank",), hold=Span(10), sides="each", switch=5)
    assert said(begun(sides)) == [
        (0.2, "Next: Side plank, ten seconds, left side."),
        (15.75, "Switch sides."),
    ]
    rows = Entry(("Row",), reps=Reps(8, 8), sides="each")
    assert said(begun(rows, auto=True)) == [(24.65, "Right side.")]


def test_what_follows_without_a_rest_is_named_as_it_begins() -> None:
    group = Superset((Entry(("Plank",), hold=Span(10)), Entry(("Superman",), hold=Span(10))), sets=1)
    assert said(begun(group)) == [
        (0.2, "Next: Plank, ten seconds."),
        (15.65, "Superman, ten seconds."),
    ]


def test_the_last_round_without_a_rest_is_named_too() -> None:
    group = Circuit((Entry(("Plank",), hold=Span(10)), Entry(("Superman",), hold=Span(10))), rounds=(2, 2), between=0)
    assert said(begun(group))[-2:] == [
        (25.9, "Plank, ten seconds. Round two of two."),
        (35.9, "Superman, ten seconds. Round two of two."),
    ]


def test_rounds_minutes_and_amraps() -> None:
    circuit = Circuit((Entry(("Plank",), hold=Span(10)),), (2, 2), between=10)
    assert [text for _, text in said(begun(circuit))] == [
        "Next: Plank, ten seconds. Round one of two.",
        "Next: Plank, ten seconds. Round two of two.",
        "Last round.",
    ]
    emom = Emom((Entry(("Swing",), reps=Reps(12, 12)),), 2)
    assert [text for at, text in said(begun(emom)) if at > 50] == [
        "Swing, twelve reps. Minute two of two.",
        "Half way.",
    ]
    amrap = Amrap((Entry(("Swing",), reps=Reps(12, 12)),), 300)
    assert said(begun(amrap))[0] == (0.2, "Next: as many rounds as possible, five minutes.")


def test_it_stops_at_what_waits_and_is_silent_while_paused_and_when_all_is_over() -> None:
    session = begun(Entry(("Row",), sets=2, reps=Reps(8, 8), rest=30))
    assert said(session) == []
    session.do(c.Done(), START + 20)
    assert [text for _, text in said(session, START + 20)] == ["Next: Row, eight reps. Second set of two.", "Last set."]
    session.do(c.Pause(), START + 21)
    assert said(session, START + 21) == []
    session.do(c.Finish(), START + 22)
    assert said(session, START + 22) == []


def test_a_pause_moves_what_is_said_and_keeps_its_name() -> None:
    session = begun(PLANKS)
    before = speech.announced(session, START)[1:]
    session.do(c.Pause(), START + 2)
    session.do(c.Resume(), START + 12)
    after = speech.announced(session, START + 12)[-len(before) :]
    assert [replace(each, at=each.at + 10, until=each.until + 10) for each in before] == list(after)
    session.do(c.Restart(), START + 13)
    assert speech.announced(session, START + 13)[0].id not in {each.id for each in before}


def test_all_that_is_said_was_in_the_texts_of_the_plan() -> None:
    session = begun(PLANKS, Entry(("Row",), sets=2, hold=Span(30), sides="each"))
    texts = list(speech.texts_of(session.state.steps))
    assert len(texts) == len(set(texts))
    assert {text for each in speech.announced(session, START) for text in each.texts} <= set(texts)
    assert texts[0].startswith("Next: plank")
    assert len(list(speech.texts_of(session.state.steps * 300))) <= speech.MOST_TEXTS


entries = st.builds(
    Entry, st.just(("Plank",)), sets=st.integers(1, 3), hold=st.integers(1, 90).map(Span), rest=st.integers(0, 20),
    sides=st.sampled_from([None, "each"]), switch=st.integers(0, 6),
)  # fmt: skip


@given(st.lists(entries, min_size=1, max_size=4), st.floats(0, 200))
def test_nothing_is_said_over_a_tick_or_a_boundary(work: list[Entry], late_s: float) -> None:
    session = begun(*work, between=7)
    session.advance(START + late_s)
    now = session.latest
    sounds = [cue.at for cue in upcoming(session, now) if cue.name != "half"]
    announced = speech.announced(session, now)
    for each in announced:
        coming = [at for at in sounds if at > max(each.at, now)]
        assert not coming or each.until <= coming[0] - speech.BEFORE_S + 1e-6
        assert each.until <= each.at + speech.LONGEST_S
    assert len({each.id for each in announced}) == len(announced)
    assert all(one.at <= other.at for one, other in pairwise(announced))
