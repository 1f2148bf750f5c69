"""What the wheel and the source archive hold: all that a workout needs, and nothing that it doesn't."""

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parents[1]
SOUNDS = {path.stem for path in (ROOT / "sounds").glob("*.wav")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive and the wheel made from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder), "-t", "sdist", "-t", "wheel"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> set[str]:
    """The names in the wheel."""
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def sdist(built: Path) -> set[str]:
    """The names in the source archive, without its top folder."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def test_the_wheel_holds_every_routine_of_the_checkout(wheel: set[str]) -> None:
    routines = {path.name for path in (ROOT / "routines").glob("*.toml")}
    assert routines
    assert {Path(name).name for name in wheel if name.startswith("backday_tui/routines/")} == routines


def test_the_wheel_holds_every_template_of_the_checkout(wheel: set[str]) -> None:
    templates = {path.name for path in (ROOT / "templates").glob("*.toml")}
    assert templates
    assert {Path(name).name for name in wheel if name.startswith("backday_tui/templates/")} == templates


def test_the_wheel_holds_the_sounds_and_not_the_script_that_made_them(wheel: set[str]) -> None:
    sounds = {name for name in wheel if name.startswith("backday_tui/sounds/")}
    assert sounds == {f"backday_tui/sounds/{name}.wav" for name in SOUNDS}


def test_the_wheel_holds_every_module_and_file_of_the_package(wheel: set[str]) -> None:
    files = (path for path in (ROOT / "backday_tui").rglob("*") if path.is_file() and path.suffix != ".pyc")
    present = {path.relative_to(ROOT).as_posix() for path in files}
    assert {"backday_tui/py.typed", "backday_tui/exercises/catalog.toml"} <= present
    assert present - wheel == set()


def test_the_wheel_holds_nothing_but_the_package(wheel: set[str]) -> None:
    assert {Path(name).parts[0] for name in wheel} == {"backday_tui", "backday_tui-0.1.0.dist-info"}
    assert not {name for name in wheel if name.endswith((".pyc", ".md"))}


def test_the_source_archive_holds_what_makes_the_wheel(sdist: set[str]) -> None:
    needed = {"pyproject.toml", "LICENSE", "README.md", "Makefile", "sounds/make_sounds.py", "backday_tui/py.typed"}
    needed |= {f"routines/{path.name}" for path in (ROOT / "routines").glob("*.toml")}
    needed |= {f"templates/{path.name}" for path in (ROOT / "templates").glob("*.toml")}
    needed |= {f"sounds/{name}.wav" for name in SOUNDS}
    assert needed - sdist == set()


def test_simpleaudio_is_an_extra_and_no_requirement() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert not [each for each in project["dependencies"] if "simpleaudio" in each]
    assert "simpleaudio" in project["optional-dependencies"]
