"""What the week says, in lines and as JSON: `backday today` and `backday week`, without the command line around them.

`backday today` may stand in a prompt of the shell, so nothing here imports click or rich; `week.py` has the commands.
"""

from __future__ import annotations

import os
import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from backday_tui import folders, words
from backday_tui.cli.console import PROBLEMS, put_json, tell, warn, write
from backday_tui.clock import SystemClock
from backday_tui.history.week_log import read_week
from backday_tui.routine.file_kinds import WEEK_FILE
from backday_tui.routine.week_file import path_in
from backday_tui.text import clean
from backday_tui.training.weeks import (
    DayPlan,
    DoneSession,
    block_text,
    due_text,
    held_text,
    session_words,
    why_due,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.history.week_log import WeekNow

DUE: Final = 0
DONE: Final = 3
NOTHING: Final = 4
"""How `backday today` ends; `NOTHING` also where no week is written."""
_DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ID: Final = 255


def asked_plainly(arguments: Sequence[str]) -> tuple[date | None, bool] | None:
    """The day and whether as JSON, of the arguments of `today`; None for what the command line has to look at."""
    on, as_json, left = None, False, list(arguments)
    while left:
        word = left.pop(0)
        if word == "--json":
            as_json = True
            continue
        given = left.pop(0) if word == "--on" and left else word[5:] if word.startswith("--on=") else ""
        if not re.fullmatch(_DATE, given, re.ASCII):
            return None
        try:
            on = date.fromisoformat(given)
        except ValueError:
            return None
    return on, as_json


def say_today(on: date | None, *, as_json: bool) -> int:
    """Say what is due; gives the exit code."""
    week = _read(on, whole=False)
    if week is None or week.problems:
        if as_json and week is None:
            put_json(_nothing_json(on or SystemClock().wall().date()))
        return _told_why(week)
    plan = week.day()
    if as_json:
        put_json(_today_json(week, plan))
    else:
        write(f"{_today_line(week, plan)}\n")
    if plan.state == "due":
        _tell_unknown(plan.routine or "")
        return DUE
    return DONE if plan.state == "done" else NOTHING


def say_week(on: date | None, *, as_json: bool) -> int:
    """Say what the days of a week ask for, and what was done; gives the exit code."""
    week = _read(on, whole=True)
    if week is None or week.problems:
        if as_json and week is None:
            put_json(None)
        return _told_why(week)
    if as_json:
        put_json(_week_json(week))
    else:
        write("".join(f"{line}\n" for line in _week_lines(week)))
    return 0


def _read(on: date | None, *, whole: bool) -> WeekNow | None:
    _, data = folders.places()
    log_file = os.path.join(data, folders.LOG)  # noqa: PTH118 -- pathlib costs a prompt of the shell a tenth of its time
    return read_week(_routines(), log_file, on or SystemClock().wall(), whole=whole)


def _routines() -> str:
    return os.path.join(folders.places()[1], folders.ROUTINES)  # noqa: PTH118 -- as above


def _told_why(week: WeekNow | None) -> int:
    """Tell why nothing can be said; gives the exit code."""
    if week is None:
        warn(f"there is no {WEEK_FILE} yet: `backday edit week` begins one")
        return NOTHING
    from backday_tui.routine.problems import problem_line

    for problem in week.problems:
        tell(problem_line(path_in(_routines()), problem))
    return PROBLEMS


def _tell_unknown(routine: str) -> None:
    """Tell that no routine has this id, where that is so."""
    name = f"{routine}.toml"
    if any(folders.is_there(os.path.join(folder, name)) for folder in (_routines(), folders.bundled_routines())):  # noqa: PTH118 -- as above
        return
    from pathlib import Path

    from backday_tui.errors import NotFoundError
    from backday_tui.routine import library

    try:
        library.find_id(routine, Path(_routines()))
    except NotFoundError as error:
        warn(f"{WEEK_FILE}: {error}")


# -- in lines ---------------------------------------------------------------------------------------------------------


def _today_line(week: WeekNow, plan: DayPlan) -> str:
    if plan.state == "due":
        return f"{_shown(plan.routine)} is due: {due_text(week.plan, plan)}"
    block = block_text(week.plan, plan.day)
    done = "; ".join(_done(each, with_name=each.routine != plan.routine) for each in plan.done)
    behind = f"; {block}" if block else ""
    if plan.state == "done":
        return f"{_shown(plan.routine)} is done: {done}{behind}"
    following = week.next_due()
    then = f"; next is {_shown(following.routine)} on {words.on_day(following.day, plan.day)}" if following else ""
    also = f"; done: {done}" if done else ""
    return f"nothing is due{also}{then}{behind}"


def _done(session: DoneSession, *, with_name: bool) -> str:
    said = session_words(session)
    return f"{_shown(session.routine) or 'without a routine'} {said}" if with_name else said


def _shown(routine: str | None) -> str:
    return clean(routine or "", _ID)


def _week_lines(week: WeekNow) -> list[str]:
    """The seven days, then the run of weeks that held."""
    lines = []
    days = week.days()
    width = max(len(_shown(plan.routine)) for plan in days)
    for plan in days:
        mark = "\N{BLACK RIGHT-POINTING SMALL TRIANGLE}" if plan.day == week.today else " "
        state = "" if plan.state == "nothing" else plan.state
        done = "; ".join(_done(each, with_name=each.routine != plan.routine) for each in plan.done)
        line = f"{mark} {words.on_day(plan.day, week.today):<10}  {state:<7}  {_shown(plan.routine):<{width}}  {done}"
        lines.append(line.rstrip())
    last = [held_text(week.held())]
    if week.plan.any_days:
        times = week.plan.any_days.times
        done_count = max(plan.times or 0 for plan in days)
        last.append(f"{done_count} of {times} times on any day")
    block = block_text(week.plan, week.today)
    return [*lines, "; ".join([*last, *([block] if block else [])])]


# -- as JSON ----------------------------------------------------------------------------------------------------------


def _nothing_json(day: date) -> dict[str, Any]:
    return {
        "date": day.isoformat(), "state": "nothing", "routine": None, "why": None, "turn": None, "after": None,
        "times": None, "block": None, "done": [], "next": None,
    }  # fmt: skip


def _today_json(week: WeekNow, plan: DayPlan) -> dict[str, Any]:
    following = week.next_due() if plan.state == "nothing" else None
    last, any_days = plan.last, week.plan.any_days
    return {
        "date": plan.day.isoformat(),
        "state": plan.state,
        "routine": plan.routine,
        "why": why_due(week.plan, plan) if plan.state == "due" else None,
        "turn": list(plan.members) if len(plan.members) > 1 else None,
        "after": None if last is None else {"routine": last.routine, "date": last.day.isoformat()},
        "times": None if plan.times is None or any_days is None else {"done": plan.times, "of": any_days.times},
        "block": _block_json(week, plan.day),
        "done": [_session_json(each) for each in plan.done],
        "next": None if following is None else {"date": following.day.isoformat(), "routine": following.routine},
    }


def _week_json(week: WeekNow) -> dict[str, Any]:
    days = week.days()
    any_days = week.plan.any_days
    return {
        "date": week.today.isoformat(),
        "days": [
            {
                "date": plan.day.isoformat(),
                "state": plan.state,
                "routine": plan.routine,
                "done": [_session_json(each) for each in plan.done],
            }
            for plan in days
        ],
        "times": any_days and {"done": max(plan.times or 0 for plan in days), "of": any_days.times},
        "block": _block_json(week, week.today),
        "weeks_held": week.held(),
    }


def _block_json(week: WeekNow, day: date) -> dict[str, Any] | None:
    block, deload = week.plan.block_on(day), week.plan.deload_on(day)
    if block is None:
        return None
    return {
        "from": block.begins.isoformat(),
        "week": block.number(day),
        "weeks": block.weeks,
        "deload": None if deload is None else {"load": round(deload.load_percent / 100, 6), "sets": deload.sets},
    }


def _session_json(session: DoneSession) -> dict[str, Any]:
    return {
        "id": session.id,
        "routine": session.routine or None,
        "at": session.at or None,
        "sets": session.sets,
        "planned_sets": session.planned_sets,
        "elapsed_s": round(session.elapsed_s),
    }
