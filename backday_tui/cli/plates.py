"""`backday plates`: which plates make a load on the person's bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from backday_tui.cli.console import put_json, write
from backday_tui.cli.wiring import equipment_told
from backday_tui.errors import BackdayError
from backday_tui.routine.amounts import AmountError, parse_typed_load
from backday_tui.session.barbell import bar_as_json, plates_text
from backday_tui.text import clean
from backday_tui.training.loads import loaded_bar

if TYPE_CHECKING:
    from backday_tui.routine.model import Load, Unit

_MOST_SHOWN: Final = 60


@click.command(
    context_settings={"ignore_unknown_options": True},  # "-5kg" is no option, and gets a sentence
    epilog="""\b
Examples:
  backday plates 97.5
  backday plates 225lb
  backday plates 60kg --bar 15kg
  backday plates 142.5kg --json""",
)
@click.argument("load", nargs=-1, required=True)
@click.option("--bar", metavar="LOAD", help="What the bar weighs, where it isn't yours.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def plates(load: tuple[str, ...], bar: str | None, as_json: bool) -> None:
    """Say which plates make LOAD on a bar, for each of its sides.

    It goes by the bar and the plates of training.toml, which the settings change; where that says nothing, by a bar of
    20 kg or 45 lb and the usual plates. What is left can't be loaded.
    """
    unknown = next((each for each in load if each.startswith("--")), None)
    if unknown is not None:
        raise click.NoSuchOption(unknown)
    equipment = equipment_told()
    of_bar = None if bar is None else _weight(bar, equipment.unit)
    # Who says what a bar weighs in pounds thinks in pounds.
    wanted = _weight(" ".join(load), (of_bar and of_bar.unit) or equipment.unit)
    found = loaded_bar(wanted, equipment, of_bar)
    if as_json:
        put_json(bar_as_json(found, wanted))
    else:
        write(f"{wanted}: {plates_text(found, wanted)}\n")


def _weight(text: str, unit: Unit) -> Load:
    try:
        load = parse_typed_load(text, unit)
    except AmountError as error:
        raise BackdayError(str(error)) from None
    if load.kind != "weight" or load.each != 1:
        raise BackdayError(f'"{clean(text, _MOST_SHOWN)}" is no weight of a bar, which is as 97.5kg')
    return load
