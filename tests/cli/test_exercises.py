"""`backday exercises`: the catalogue, and one exercise."""

import pytest
from cli_runs import called

pytestmark = pytest.mark.usefixtures("home")


def test_the_catalogue_and_one_exercise() -> None:
    assert len(called("exercises").stdout.splitlines()) > 50
    plank = called("exercises", "plank")
    assert plank.exit_code == 0
    assert plank.stdout.startswith("Plank\n")
    assert called("exercises", "superwoman").stdout.startswith("Superman\n")
    several = called("exercises", "dumbbell", "row")
    assert several.exit_code == 0
    assert "One-arm dumbbell row" in several.stdout
    unknown = called("exercises", "plnak")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert unknown.stderr == 'backday: no exercise is called "plnak"; did you mean "Plank"?\n'
