"""The first text of a new routine, with comments that tell what to do with it, and lines for its exercises.

Texts alone: what is asked of the person, and where it is saved, is decided elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import tomli_w

from backday_tui.routine import notation
from backday_tui.routine.notation import NotationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backday_tui.exercises.catalog import Catalog, Exercise

EXAMPLE: Final = ("3x10 Seated row", "3x:45 Plank")
_TAIL: Final = re.compile(r"\s*(@|each\s+side\b|alternating\b).*", re.IGNORECASE | re.DOTALL)
_WHOLE: Final = re.compile(r"\s*[\d:?]")


def template(title: str) -> str:
    """A routine that can be started, and says how it is changed."""
    return with_lines(title, EXAMPLE)


def with_lines(title: str, lines: Sequence[str]) -> str:
    """A commented routine of these lines of notation; of none, with an example of one."""
    work = "".join(f"  {_text(line)},\n" for line in lines or EXAMPLE[:1])
    return (
        f"name = {_text(title)}\n"
        '# summary = "What it is for, in a sentence."\n'
        '# level = "beginner"  # or "intermediate", "advanced"\n'
        '# equipment = ["dumbbells"]\n'
        "\n"
        "# Between two sets, and between two exercises.\n"
        'rest = "1:00"\n'
        '# between = "1:30"\n'
        "\n"
        '# warmup = ["5min Treadmill, fast walk"]\n'
        "\n"
        "# A line for each exercise: how much, then its name.\n"
        '#   "3x8-12 Seated row @ 25kg"   sets and reps, with a load\n'
        '#   "3x:45 Plank"                sets of a time\n'
        '#   "2x? Chin-up / Pull-up"      to failure, one of two\n'
        f"work = [\n{work}]\n"
        "\n"
        '# cooldown = ["1:00 Child\'s pose"]\n'
    )


def _text(value: str) -> str:
    return tomli_w.dumps({"a": value}).removeprefix("a = ").removesuffix("\n")


def is_whole(line: str) -> bool:
    """Whether a line says how much itself."""
    return _WHOLE.match(line) is not None


def fault_of(line: str, catalog: Catalog) -> str | None:
    """Why a line can't be read; None where it can."""
    try:
        notation.parse(line, notation.isometric_in(catalog))
    except NotationError as error:
        return error.message
    return None


def usual_dose(exercise: Exercise) -> str:
    """What is likely to be wanted of an exercise: "3x:45" of one that is held."""
    if exercise.pattern == "cardio":
        return "10min"
    if exercise.pattern == "stretch":
        dose = "2x:30" if exercise.isometric else "1:00"
    else:
        dose = "3x:45" if exercise.isometric else "3x10"
    return f"{dose} each side" if exercise.unilateral else dose


def line_of(dose: str, name: str) -> str:
    """The line of notation that a dose makes with a name: load and side stand behind the name."""
    tail = _TAIL.search(dose)
    head = dose[: tail.start()] if tail else dose
    parts = (head.strip(), name, tail[0].strip() if tail else "")
    return " ".join(part for part in parts if part)
