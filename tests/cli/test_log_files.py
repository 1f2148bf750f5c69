"""`backday log import`, `undo-import` and `export`: what they show, write, ask and refuse."""

from __future__ import annotations

import json
import tomllib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from backday_tui.cli import log_files
from backday_tui.cli.commands import backday
from backday_tui.history.lock import LOCK_NAME, RunningLock
from backday_tui.history.store import Store

if TYPE_CHECKING:
    from click.testing import Result

pytestmark = pytest.mark.usefixtures("home")

LOGS = Path(__file__).parents[1] / "data" / "logs"
HEVY = str(LOGS / "hevy.csv")
STRONG = str(LOGS / "strong-classic.csv")


def called(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(backday, ["log", *arguments], prog_name="backday", input=stdin)


def sessions() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(called("--json").stdout or "[]")
    return found


def test_without_a_terminal_yes_writes_and_nothing_else_does(home: Path) -> None:
    for arguments in ((), ("--dry-run",), ("--dry-run", "--yes")):
        done = called("import", HEVY, *arguments)
        assert done.exit_code == 0
        assert "Hevy: 2 sessions, 11 sets, 2026-07-27 to 2026-11-26" in done.stdout
        assert "new: 2 sessions, 11 sets" in done.stdout
        assert "My odd thing (1 set)" in done.stdout
        assert "nothing was written" in done.stdout
        assert not (home / "history.sqlite3").exists()
        assert not (home / "names.toml").exists()
    done = called("import", HEVY, "--yes")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "taken in: 2 sessions, 11 sets" in done.stdout
    assert [each["imported"] for each in sessions()] == ["Hevy", "Hevy"]
    assert {each["source"] for session in sessions() for each in session["sets"]} == {"imported"}


def test_twice_adds_nothing_and_undone_all_is_as_before() -> None:
    called("import", str(LOGS / "fitnotes.csv"), "--yes")
    before = called("--json").stdout
    called("import", HEVY, "--yes")
    after = called("--json").stdout
    again = called("import", HEVY, "--yes")
    assert "nothing is new" in again.stdout
    assert called("--json").stdout == after
    done = called("undo-import")
    assert "taken back: the import from Hevy, 2 sessions" in done.stdout
    assert called("--json").stdout == before
    assert "is in the log again" in called("undo").stdout
    assert called("--json").stdout == after


def test_undo_import_of_new_rows_names_these_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    head, *rows = (LOGS / "fitnotes.csv").read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, rows[0]]), encoding="utf-8")
    called("import", str(path), "--yes")
    path.write_text("\n".join([head, *rows[:3]]), encoding="utf-8")
    called("import", str(path), "--yes")
    called("set", "1", "1", "11@85")
    called("set", "1", "2", "12@90")
    kept = called("--json").stdout
    done = called("undo-import")
    assert "taken back: the import from FitNotes, 2 sets of known sessions" in done.stdout
    assert "12 reps" in done.stdout
    assert "11 reps" not in done.stdout  # of a set that stays
    (left,) = sessions()[0]["sets"]
    assert left["reps"] == 11
    done = called("undo-import")
    assert "11 reps" in done.stdout
    assert "set deleted" not in done.stdout
    assert sessions() == []
    assert "FitNotes, 1 session, is in the log again" in called("undo").stdout
    assert "FitNotes, 2 sets of known sessions, is in the log again" in called("undo").stdout
    assert called("--json").stdout == kept


@pytest.mark.parametrize(
    "text",
    [
        Path(HEVY).read_text(encoding="utf-8").splitlines()[0],
        '{"format": "backday log", "version": 1, "sessions": []}',
        "Date,Exercise,Category,Weight\n2026-11-01,Squat,Legs,100\n",
    ],
)
def test_a_file_without_a_set_is_not_said_to_be_in_the_log(tmp_path: Path, text: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8")
    done = called("import", str(path), "--yes")
    assert (done.exit_code, "nothing is new" in done.stdout) == (0, False)
    assert "there is nothing in it to take in" in done.stdout


def test_json_whose_sessions_are_no_list_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_text('{"format": "backday log", "version": 1, "sessions": 3, "body_weight": {}}', encoding="utf-8")
    done = called("import", str(path), "--yes")
    assert done.exit_code == 1
    assert "sessions: it is no list" in done.stderr
    assert "body_weight: it is no list" in done.stderr


def test_undo_import_names_what_was_put_right_since() -> None:
    called("import", HEVY, "--yes")
    number = sessions()[0]["id"]
    called("set", str(number), "2", "12@85")
    done = called("undo-import")
    assert f"session {number}: a set: 12 reps" in done.stdout


def test_a_unit_that_stands_nowhere_is_a_problem_without_a_terminal() -> None:
    done = called("import", STRONG, "--yes")
    assert (done.exit_code, sessions()) == (1, [])
    assert f"{STRONG}:1:1: its weights may be kg or lb" in done.stderr
    assert "--unit kg" in done.stderr
    assert "by their numbers they are lb" in done.stderr
    done = called("import", STRONG, "--yes", "--unit", "lb")
    assert done.exit_code == 0
    assert "--distance km" in done.stdout
    assert "135 lb" in [each["load"] for session in sessions() for each in session["sets"]]


def test_all_or_nothing_unless_partly(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    rows = Path(HEVY).read_text(encoding="utf-8").splitlines()
    rows[3] = rows[3].replace("185.00000000000003", "18x")
    rows[11] = rows[11].replace("27 de jul. de 2026, 19:00", "27 Jul 2027, 19:00", 1)
    path.write_text("\n".join(rows), encoding="utf-8")
    done = called("import", str(path), "--yes")
    assert (done.exit_code, sessions()) == (1, [])
    assert f"{path}:4:" in done.stderr
    assert 'weight_kg: "18x" is no number' in done.stderr
    assert f"{path}:12:10: 2027-07-27 is in the future" in done.stderr
    assert "2 problems: --partly leaves these rows out" in done.stderr
    assert "nothing was written" in done.stderr
    done = called("import", str(path), "--yes", "--partly")
    assert done.exit_code == 0
    assert "taken in: 2 sessions, 9 sets" in done.stdout


@pytest.mark.parametrize("command", ["import", "undo-import", "export"])
def test_each_has_its_help(command: str) -> None:
    done = called(command, "--help")
    assert done.exit_code == 0
    assert f"backday log {command}" in done.stdout
    assert f"backday log {command}" in called("--help").stdout


def test_what_names_mean_is_remembered_and_can_be_changed(home: Path, tmp_path: Path) -> None:
    names = tmp_path / "map.toml"
    names.write_text('"my odd THING" = "face-pull"\n"Plank" = "Plank"\n', encoding="utf-8")
    done = called("import", HEVY, "--yes", "--map", str(names))
    assert done.exit_code == 0
    kept = tomllib.loads((home / "names.toml").read_text(encoding="utf-8"))
    assert kept == {"My odd thing": "face-pull", "Plank": "Plank"}
    movements = {each["exercise"]: each["movement"] for session in sessions() for each in session["sets"]}
    assert movements["My odd thing"] == "face-pull"
    (home / "names.toml").write_text('# mine\n"My odd thing" = "Seated row"\n', encoding="utf-8")
    movements = {each["exercise"]: each["movement"] for session in sessions() for each in session["sets"]}
    assert movements["My odd thing"] == "seated-row"
    called("import", str(LOGS / "liftosaur.csv"), "--yes")
    assert (home / "names.toml").read_text(encoding="utf-8") == '# mine\n"My odd thing" = "Seated row"\n'


def test_a_map_that_makes_no_sense_is_told_with_its_line(tmp_path: Path) -> None:
    names = tmp_path / "map.toml"
    names.write_text('[names]\n"Plank" = "plank"\n"My odd thing" = "Nothing at all"\n', encoding="utf-8")
    done = called("import", HEVY, "--yes", "--map", str(names))
    assert (done.exit_code, sessions()) == (1, [])
    assert f"{names}:3:" in done.stderr
    assert 'no exercise is called "Nothing at all"' in done.stderr


def test_what_is_no_log_is_refused(tmp_path: Path) -> None:
    done = called("import", str(tmp_path / "no.csv"))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no.csv: No such file" in done.stderr


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who can be asked."""
    monkeypatch.setattr(log_files, "_can_ask", lambda: True)


@pytest.mark.usefixtures("terminal")
def test_somebody_is_asked_for_the_unit_with_a_guess_and_for_names_once(home: Path) -> None:
    done = called("import", STRONG, stdin="\nkm\ny\n")
    assert done.exit_code == 0
    assert "[lb]" in done.stderr
    assert sessions()[0]["sets"][0]["distance_m"] == 3200
    done = called("import", HEVY, stdin="no such lift\nface pull\ny\n")
    assert "My odd thing (1 set)" in done.stderr
    assert 'no exercise is called "no such lift"' in done.stderr
    assert tomllib.loads((home / "names.toml").read_text(encoding="utf-8")) == {"My odd thing": "face-pull"}
    assert len(sessions()) == 4
    called("undo-import")
    done = called("import", HEVY, stdin="y\n")
    assert "My odd thing" not in done.stderr
    assert len(sessions()) == 4


@pytest.mark.parametrize("answer", ["", "."])
@pytest.mark.usefixtures("terminal")
def test_a_name_that_somebody_keeps_as_their_own_is_not_asked_again(home: Path, answer: str) -> None:
    called("import", HEVY, stdin=f"{answer}\ny\n")
    assert tomllib.loads((home / "names.toml").read_text(encoding="utf-8")) == {"My odd thing": "My odd thing"}
    called("undo-import")
    done = called("import", HEVY, stdin="y\n")
    assert "My odd thing" not in done.stderr
    assert len(sessions()) == 2


@pytest.mark.usefixtures("terminal")
def test_nothing_is_written_before_yes(home: Path) -> None:
    done = called("import", HEVY, stdin="\nn\n")
    assert "nothing was written" in done.stdout
    assert not (home / "history.sqlite3").exists()


def test_a_large_import_waits_until_no_workout_runs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_files, "AT_ONCE_SETS", 5)
    monkeypatch.setattr(log_files, "_LOOK_S", 0.0)
    running = RunningLock(home / LOCK_NAME)
    running.take("Back", "2026-11-29 18:00")
    taken = RunningLock.take
    looks = []

    def take(lock: RunningLock, name: str, since: str) -> Any:
        looks.append(name)
        if len(looks) == 2:
            running.release()
        return taken(lock, name, since)

    monkeypatch.setattr(RunningLock, "take", take)
    done = called("import", HEVY, "--yes")
    assert "a workout is running: Back" in done.stderr
    assert "taken in: 2 sessions" in done.stdout
    assert len(looks) >= 2
    monkeypatch.undo()
    assert RunningLock(home / LOCK_NAME).holder() is None


def test_a_small_import_is_written_while_a_workout_runs(home: Path) -> None:
    running = RunningLock(home / LOCK_NAME)
    running.take("Back", "2026-11-29 18:00")
    done = called("import", HEVY, "--yes")
    running.release()
    assert "taken in: 2 sessions" in done.stdout


def test_export_of_one_session_of_some_and_of_none(home: Path) -> None:
    assert called("export").exit_code == 1
    called("import", HEVY, "--yes")
    newest = sessions()[0]
    found = json.loads(called("export", str(newest["id"])).stdout)
    assert [each["uid"] for each in found["sessions"]] == [newest["uid"]]
    found = json.loads(called("export", "--since", "2026-11-01").stdout)
    assert [each["uid"] for each in found["sessions"]] == [newest["uid"]]
    assert called("export", "99").exit_code == 1
    with closing(Store(home / "history.sqlite3")) as store:
        assert len(store.heads()) == 2


def test_the_form_of_strong_is_as_hevy_takes_it() -> None:
    called("import", HEVY, "--yes")
    text = CliRunner().invoke(backday, ["log", "export", "--format", "strong"]).stdout_bytes.decode()
    head, first, *_ = text.split("\r\n")
    assert head == (
        "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;"
        "Workout Notes;Workout Duration"
    )
    assert first == "2026-07-27 19:00:00;Treino;Rowing Machine;1;0;kg;0;;1.30488;mi;600;-;-;40m"
    assert ";Deadlift (Barbell);1;40;kg;5;;0;mi;0;warm-up; grip slipped;" not in text
    assert '"warm-up; grip slipped"' in text


def test_our_table_has_the_columns_that_are_promised() -> None:
    called("import", str(LOGS / "liftosaur.csv"), "--yes")
    head, _, second, *_ = called("export", "--format", "csv").stdout.splitlines()
    assert head == (
        "session,started,ended,routine,exercise,exercise_id,section,group,set,sets,side,kind,target_reps,target_s,"
        "target_load,reps,seconds,distance_m,load,load_kg,moved_kg,rir,warmup,mark,source,rest_s,note"
    )
    row = dict(zip(head.split(","), second.split(","), strict=True))
    assert (row["exercise_id"], row["reps"], row["load"], row["rir"]) == ("dumbbell-bench-press", "6", "55 lb", "2")


def test_undo_import_names_body_weights_and_training_maxes(home: Path, tmp_path: Path) -> None:
    called("import", str(LOGS / "fitnotes-body.csv"), "--yes")
    weights = (LOGS / "fitnotes-body.csv").read_text(encoding="utf-8").count("Bodyweight")
    for _ in range(2):
        told = f"the import from FitNotes, {weights} body weights"
        assert f"taken back: {told}\n" in called("undo-import").stdout
        assert f"{told}, is in the log again" in called("undo").stdout
    assert called("undo").stdout == f"taken back: {told}\n"  # the line of the import itself

    CliRunner().invoke(backday, ["max", "Deadlift", "150 kg"], prog_name="backday")
    CliRunner().invoke(backday, ["max", "Squat", "120 kg"], prog_name="backday")
    CliRunner().invoke(backday, ["weight", "80 kg"], prog_name="backday")
    copy = tmp_path / "copy.json"
    copy.write_text(called("export").stdout, encoding="utf-8")
    (home / "history.sqlite3").unlink()
    taken_in = called("import", str(copy), "--yes").stdout
    assert "taken in: 1 body weight and 2 training maxes\n" in taken_in
    assert "the import from backday, 1 body weight and 2 training maxes\n" in called("undo-import").stdout
    assert "1 body weight and 2 training maxes, is in the log again" in called("undo").stdout
