"""Single edits, written out: what changes, what stays, and what is refused with its reason."""

import pytest
from routine_values import CATALOG

from backday_tui.routine.edit.editor import (
    Delete,
    Duplicate,
    Edit,
    EditRefusedError,
    GroupEntries,
    Insert,
    Move,
    Remove,
    SetValue,
    Ungroup,
    apply,
    diff,
)

HEAD = 'name = "X"\n'


def edited(body: str, edit: Edit) -> str:
    """What becomes of a file's body, below its name."""
    new = apply(HEAD + body, edit, CATALOG)
    assert new.startswith(HEAD)
    return new.removeprefix(HEAD)


def changed_entry(entry: str, key: str, value: object) -> str:
    """What becomes of an entry that stands between two others, and nothing else does."""
    text = 'work = [\n  "Plank",  # one\n  {},  # two\n  "Plank"\n]\n'
    edit = Remove(("work", 1, key)) if value is None else SetValue(("work", 1, key), value)
    before, after = text.split("{}")
    new = edited(text.replace("{}", entry), edit)
    assert new.startswith(before)
    assert new.endswith(after)
    return new[len(before) : -len(after)]


# ------------------------------------------------------------------------------------------------ lines of notation


@pytest.mark.parametrize(
    ("line", "key", "value", "new"),
    [
        ('"3x8 Seated row"', "sets", 4, '"4x8 Seated row"'),
        ('"3 X 8 Row @ 20kg each side"', "sets", 4, '"4 X 8 Row @ 20kg each side"'),
        ('"3\N{MULTIPLICATION SIGN}8 Row"', "sets", 4, '"4\N{MULTIPLICATION SIGN}8 Row"'),
        ('"8 Row"', "sets", 4, '"4x8 Row"'),
        ('"3x8 Row"', "sets", None, '"8 Row"'),
        ('"Row"', "sets", 4, '{ exercise = "Row", sets = 4 }'),
        ("'3x8 Row'", "reps", "8-12", "'3x8-12 Row'"),
        ("'''3x8 Row'''", "reps", 9, "'3x9 Row'"),
        ('"3 x 8  Row"', "reps", "max", '"3 x ?  Row"'),
        ('"3x8 Row"', "reps", [10, 8, 6], '{ exercise = "Row", sets = 3, reps = [10, 8, 6] }'),
        ('"Row"', "reps", 8, '"8 Row"'),
        ('"3x8 Row"', "reps", None, '{ exercise = "Row", sets = 3 }'),
        ('"1x8 Row"', "reps", None, '{ exercise = "Row", sets = 1 }'),
        ('"8 Row"', "reps", None, '"Row"'),
        ('"3x1:30 Plank"', "hold", "2:00", '"3x2:00 Plank"'),
        ('"3x1:30 Plank"', "hold", "1:00+", '"3x1:00+ Plank"'),
        ('"3x1:30 Plank"', "hold", "max", '"3x? Plank"'),
        ('"3x1:30 Plank"', "hold", 600, '"3x10min Plank"'),
        ('"3x1:30 Plank"', "reps", 8, '"3x8 Plank"'),
        ('"3x1:30 Plank"', "reps", "max", '{ exercise = "Plank", sets = 3, reps = "max" }'),
        ('"3x1:30 Plank"', "time", "2:00", '{ exercise = "Plank", sets = 3, time = "2:00" }'),
        ('"3x8 Row"', "time", "2:00", '"3x2:00 Row"'),
        ('"3x8 Row"', "hold", "2:00", '{ exercise = "Row", sets = 3, hold = "2:00" }'),
        ('"3x8 Row @20kg"', "load", "22.5 kg", '"3x8 Row @22.5kg"'),
        ('"3x8 Row @2x12kg"', "load", "2x14 kg", '"3x8 Row @2x14kg"'),
        ('"3x8 Dip @  bodyweight - 20kg each side"', "load", "-15 kg", '"3x8 Dip @  -15kg each side"'),
        ('"3x8 Row @ 70 %"', "load", "75%", '"3x8 Row @ 75%"'),
        ('"3x8 Row @ 20kg"', "load", "red band", '{ exercise = "Row", sets = 3, reps = 8, load = "red band" }'),
        ('"3x8 Row alternating @ +5kg"', "load", None, '"3x8 Row alternating"'),
        ('"3x8 Row @ 20 kg alternating"', "load", "bodyweight", '"3x8 Row @ bodyweight alternating"'),
        ('"3x8 Row each side"', "load", "22.5 kg", '"3x8 Row each side @ 22.5 kg"'),
        ('"3x8 Row each side @ 20kg"', "load", None, '"3x8 Row each side"'),
        ('"3x8 Row"', "load", ["20 kg", "22 kg", "24 kg"],
         '{ exercise = "Row", sets = 3, reps = 8, load = ["20 kg", "22 kg", "24 kg"] }'),
        ('"3x8 Row"', "sides", "each", '"3x8 Row each side"'),
        ('"3x8 Row, each side @ 5kg"', "sides", "alternating", '"3x8 Row @ 5kg alternating"'),
        ('"3x8 Row alternating"', "sides", None, '"3x8 Row"'),
        ('"3x8 Row @ 5kg"', "exercise", "Pull-up", '"3x8 Pull-up @ 5kg"'),
        ('"3x? Pull-up / Chin-up"', "exercise", "Chin-up", '"3x? Chin-up"'),
        ('"3x? Pull-up"', "exercise", ["Pull-up", "Chin-up"], '"3x? Pull-up / Chin-up"'),
        ('"3x8 Row"', "exercise", "90/90 stretch", '{ exercise = "90/90 stretch", sets = 3, reps = 8 }'),
        ('"3x1:00 Plank"', "exercise", "Treadmill", '"3x1:00 Treadmill"'),
        ('"3x8 Row @ 5kg"', "rest", "0:30", '{ exercise = "Row", sets = 3, reps = 8, load = "5 kg", rest = "0:30" }'),
        ('"Row"', "note", 'say "go"', '{ exercise = "Row", note = "say \\"go\\"" }'),
        ('"8 Row"', "optional", True, '{ exercise = "Row", reps = 8, optional = true }'),
        ('"8 Row"', "progress", {"reps": "8-12"}, '{ exercise = "Row", reps = 8, progress = { reps = "8-12" } }'),
    ],
)  # fmt: skip
def test_a_line_stays_a_line_where_it_can_say_it(line: str, key: str, value: object, new: str) -> None:
    assert changed_entry(line, key, value) == new


@pytest.mark.parametrize(
    ("table", "key", "value", "new"),
    [
        ('{ exercise = "Row", reps = 8 }', "reps", "8-12", '{ exercise = "Row", reps = "8-12" }'),
        ("{exercise='Row', note='a'}", "note", "b c", "{exercise='Row', note='b c'}"),
        ("{exercise='Row', note='a'}", "note", "it's", "{exercise='Row', note=\"it's\"}"),
        ("{ exercise = 'Row', note = 'b' }", "reps", 8, "{ exercise = 'Row', reps = 8, note = 'b' }"),
        ("{ note = 'b', exercise = 'Row' }", "rest", 0, "{ note = 'b', exercise = 'Row', rest = 0 }"),
        ("{ exercise = 'Plank', hold = '1:00', rest = 5 }", "reps", 8, "{ exercise = 'Plank', reps = 8, rest = 5 }"),
        ("{ exercise = 'Plank', hold = '1:00', rest = 5 }", "hold", None, "{ exercise = 'Plank', rest = 5 }"),
        ("{ exercise = 'Plank', rest = 5 }", "rest", None, "{ exercise = 'Plank' }"),
        ("{ rest = 5, exercise = 'Plank' }", "rest", None, "{ exercise = 'Plank' }"),
        ("{ exercise = 'Row', reps = [8, 6] }", "reps", 8, "{ exercise = 'Row', sets = 2, reps = 8 }"),
        ("{ exercise = 'Row', reps = [8, 6] }", "reps", None, "{ exercise = 'Row', sets = 2 }"),
        ("{ exercise = 'A', parts = [\n'7 a'] }", "note", "n", "{ exercise = 'A', parts = [\n'7 a'], note = \"n\" }"),
        ("{ exercise = 'Row', progress.reps = '8-12' }", "progress", None, "{ exercise = 'Row' }"),
    ],
)  # fmt: skip
def test_a_table_in_a_list_keeps_what_else_it_says(table: str, key: str, value: object, new: str) -> None:
    assert changed_entry(table, key, value) == new


def test_the_routines_own_exercises_tell_what_is_held() -> None:
    own = '[exercises.lean]\nname = "Wall lean"\nisometric = true\n'
    body = f'work = ["3x1:00 Wall lean"]\n{own}'
    assert edited(body, SetValue(("work", 0, "hold"), "1:30")) == f'work = ["3x1:30 Wall lean"]\n{own}'


def test_a_whole_entry_is_replaced() -> None:
    body = 'work = [\n  "Plank",  # one\n]\n'
    assert edited(body, SetValue(("work", 0), "3x8 Row")) == 'work = [\n  "3x8 Row",  # one\n]\n'


# ------------------------------------------------------------------------------------------- keys on their own lines

TABLES = """\
rest = '1:00'  # all

# a
[[work]]  # A
exercise = "Row"  # x
sets = 3
# below

[[work]]
exercise = "Plank"
hold = 60   # h
progress.hold = "+5s"
[work.more]
"""


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (SetValue(("rest",), "0:45"), "rest = '1:00'  # all", "rest = '0:45'  # all"),
        (SetValue(("between",), 90), "# all\n", "# all\nbetween = 90\n"),
        (SetValue(("name",), "Y"), "", ""),
        (Remove(("rest",)), "rest = '1:00'  # all", "# all"),
        (SetValue(("work", 0, "sets"), 4), "sets = 3\n", "sets = 4\n"),
        (SetValue(("work", 0, "reps"), 8), "sets = 3\n", "sets = 3\nreps = 8\n"),
        (SetValue(("work", 0, "exercise"), "Plank"), '"Row"  # x', '"Plank"  # x'),
        (Remove(("work", 0, "sets")), "sets = 3\n", ""),
        (SetValue(("work", 1, "reps"), "max"), 'hold = 60   # h\nprogress.hold = "+5s"\n', None),
        (SetValue(("work", 1, "time"), "10min"), "hold = 60   # h", None),
        (SetValue(("work", 1, "hold"), "1:30"), "hold = 60   # h", 'hold = "1:30"   # h'),
        (Remove(("work", 1, "progress")), 'progress.hold = "+5s"\n', ""),
        (SetValue(("work", 1, "progress", "until"), "2:00"), '+5s"\n', '+5s"\nprogress.until = "2:00"\n'),
        (SetValue(("work", 1, "progress", "hold"), "+9s"), "+5s", "+9s"),
        (SetValue(("work", 1, "progress", "down"), False), '+5s"\n', '+5s"\nprogress.down = false\n'),
    ],
)  # fmt: skip
def test_a_value_of_a_table_is_changed_on_its_line(edit: Edit, old: str, new: str | None) -> None:
    text = TABLES.replace("[work.more]\n", "")
    if new is None:
        with pytest.raises(EditRefusedError, match="hold can't grow"):
            edited(text, edit)
    elif old:
        assert edited(text, edit) == text.replace(old, new)
    else:
        assert apply(HEAD + text, edit, CATALOG) == (HEAD + text).replace('"X"', '"Y"')


def test_another_dose_takes_the_place_of_the_one_that_is_there() -> None:
    body = '[[work]]\nexercise = "Plank"\nhold = 60   # h\n'
    assert edited(body, SetValue(("work", 0, "time"), "10min")) == body.replace("hold = 60", 'time = "10min"')


def test_a_table_under_an_entry_is_changed_and_taken_out() -> None:
    body = '[[work]]\nexercise = "Row"\nreps = 8\n\n[work.progress]\nreps = "8-12"\n\n[[work]]\nexercise = "Plank"\n'
    new = edited(body, SetValue(("work", 0, "progress", "load"), "+5 lb"))
    assert new == body.replace('"8-12"\n', '"8-12"\nload = "+5 lb"\n')
    assert edited(body, Remove(("work", 0, "progress"))) == body.replace('[work.progress]\nreps = "8-12"\n\n', "")
    with pytest.raises(EditRefusedError, match="a comment would be lost"):
        edited(body.replace("[work.progress]", "# why\n[work.progress]"), Remove(("work", 0, "progress")))


def test_an_own_exercise_and_a_list_of_the_top_level_are_changed() -> None:
    body = "tags = ['a']  # t\nwork = ['Own']\n[exercises.own]\nname = 'Own'\nsteps = ['One']\n"
    assert edited(body, SetValue(("tags",), ["b", "c"])) == body.replace("['a']", '["b", "c"]')
    assert edited(body, SetValue(("exercises", "own", "avoid"), "x")) == body + 'avoid = "x"\n'
    with pytest.raises(EditRefusedError, match="a comment would be lost"):
        edited(body.replace("['a']", "['a' # why\n]"), SetValue(("tags",), ["b"]))


def test_a_value_may_hold_anything() -> None:
    note = "\x00\x1b[31m \u202e \U0001f4a5 \\ \" ' \n\t\x7f"
    new = edited("work = ['Plank']\n", SetValue(("work", 0, "note"), note))
    assert edited(new, SetValue(("work", 0, "note"), "")) == 'work = [{ exercise = "Plank", note = "" }]\n'


# ------------------------------------------------------------------------------------------------------- whole entries

LISTED = """\
work = [  # open
  # about a
  "3x8 Row",  # a

  # between

  'Plank' ,# b
  { exercise = "Pull-up" }  # c
  # end
]
"""


def test_entries_of_a_list_move_with_their_comments() -> None:
    assert (
        edited(LISTED, Move(("work", 0), 2))
        == """\
work = [  # open
  'Plank',# b

  # between

  { exercise = "Pull-up" } ,  # c
  # about a
  "3x8 Row"  # a
  # end
]
"""
    )


def test_an_entry_is_deleted_with_its_comments_and_no_others() -> None:
    assert edited(LISTED, Delete(("work", 0))) == LISTED.replace('  # about a\n  "3x8 Row",  # a\n\n', "")
    assert edited(LISTED, Delete(("work", 2))) == LISTED.replace('  { exercise = "Pull-up" }  # c\n', "")


def test_an_entry_is_put_in_and_doubled() -> None:
    new = '  { exercise = "Pull-up" },  # c\n  "3x9 Row"\n'
    assert edited(LISTED, Insert(("work", 3), "3x9 Row")) == LISTED.replace('  { exercise = "Pull-up" }  # c\n', new)
    assert edited(LISTED, Insert(("work", 0), "3x9 Row")) == LISTED.replace("  # about a", '  "3x9 Row",\n  # about a')
    assert edited(LISTED, Duplicate(("work", 1))) == LISTED.replace("# b\n", "# b\n  'Plank',\n")


@pytest.mark.parametrize(
    ("edit", "new"),
    [
        (Move(("work", 0), 1), "work = [ 'Row','Plank' , ] # w\n"),
        (Delete(("work", 0)), "work = [ 'Row' , ] # w\n"),
        (Delete(("work", 1)), "work = [ 'Plank',] # w\n"),
        (Duplicate(("work", 0)), "work = [ 'Plank','Plank', 'Row' , ] # w\n"),
        (Insert(("work", 2), "Pull-up"), "work = [ 'Plank','Row', \"Pull-up\" , ] # w\n"),
        (Insert(("work", 0), "Pull-up"), "work = [ \"Pull-up\", 'Plank','Row' , ] # w\n"),
        (GroupEntries(("work", 0), 2, 3), "work = [ { superset = ['Plank', 'Row'] , ] # w\n"),
        (SetValue(("work", 1, "reps"), 8), "work = [ 'Plank','8 Row' , ] # w\n"),
    ],
)  # fmt: skip
def test_a_list_in_one_line_stays_in_one_line(edit: Edit, new: str) -> None:
    if isinstance(edit, GroupEntries):
        new = 'work = [ { superset = [{ exercise = "Plank", sets = 3 }, { exercise = "Row", sets = 3 }] } , ] # w\n'
    assert edited("work = [ 'Plank','Row' , ] # w\n", edit) == new


@pytest.mark.parametrize(
    ("body", "new"),
    [
        ("work = []\n", 'work = ["Plank"]\n'),
        ("work = [ ]\n", 'work = ["Plank"]\n'),
        ("work = [\n  # none yet\n]\n", 'work = [\n  # none yet\n  "Plank",\n]\n'),
        ("", 'name = "X"\n\nwork = ["Plank"]\n'),
        ("rest = 5  # r\n", 'rest = 5  # r\n\nwork = ["Plank"]\n'),
        ("rest = 5\n# c\ncooldown = ['Row']\n", "rest = 5\nwork = [\"Plank\"]\n\n# c\ncooldown = ['Row']\n"),
        ("[[cooldown]]\nexercise = 'Row'\n", 'name = "X"\n\nwork = ["Plank"]\n[[cooldown]]\nexercise = \'Row\'\n'),
    ],
)
def test_the_first_entry_of_a_section_is_put_in(body: str, new: str) -> None:
    text = apply(HEAD + body, Insert(("work", 0), "Plank"), CATALOG)
    assert text == new if new.startswith(HEAD) else HEAD + new


def test_a_table_is_put_in_beside_tables() -> None:
    body = "[[work]]\nexercise = 'Row'\n"
    new = apply(HEAD + body, Insert(("cooldown", 0), {"exercise": "Plank", "hold": "1:00"}), CATALOG)
    assert new == HEAD + body + '\n[[cooldown]]\nexercise = "Plank"\nhold = "1:00"\n'
    new = apply(HEAD + body, Insert(("warmup", 0), {"exercise": "Plank"}), CATALOG)
    assert new == f'{HEAD}[[warmup]]\nexercise = "Plank"\n\n{body}'


# ------------------------------------------------------------------------------------- where other tools do damage


def test_a_table_moves_where_the_last_line_has_no_end() -> None:
    body = "# a\n[[work]]\nexercise = 'A'\n\n# b\n[[work]]\nexercise = 'B'  # B"
    moved = "# b\n[[work]]\nexercise = 'B'  # B\n\n# a\n[[work]]\nexercise = 'A'"
    assert edited(body, Move(("work", 0), 1)) == moved
    assert edited(moved, Move(("work", 1), -1)) == body


def test_a_table_is_put_in_where_the_last_line_has_no_end() -> None:
    body = "[[work]]\nexercise = 'A'"
    assert edited(body, Insert(("work", 1), "Plank")) == f'{body}\n\n[[work]]\nexercise = "Plank"'.replace("\n\n", "\n")
    assert edited(body, Duplicate(("work", 0))) == f"{body}\n{body}"
    assert edited(f"{body}\n\n{body}", Delete(("work", 1))) == body
    assert edited(body, SetValue(("work", 0, "reps"), 8)) == f"{body}\nreps = 8"
    assert edited(f"{body}\nreps = 8", Remove(("work", 0, "reps"))) == body


def test_a_comment_above_a_table_is_its_own_not_of_the_one_before() -> None:
    body = "[[work]]\nexercise = 'A'\n# about b\n[[work]]\nexercise = 'B'\n"
    assert edited(body, Delete(("work", 0))) == "# about b\n[[work]]\nexercise = 'B'\n"
    assert edited(body, Delete(("work", 1))) == "[[work]]\nexercise = 'A'\n"
    assert edited(body, Move(("work", 1), -1)) == "# about b\n[[work]]\nexercise = 'B'\n[[work]]\nexercise = 'A'\n"


def test_what_looks_like_a_comment_in_a_text_is_none() -> None:
    note = 'note = """\n# no comment\n\n[[work]]\n"""'
    body = f"[[work]]\nexercise = 'A'\n{note}\n[[work]]\nexercise = 'B'\n"
    assert edited(body, Delete(("work", 1))) == f"[[work]]\nexercise = 'A'\n{note}\n"
    assert edited(body, Move(("work", 0), 1)) == f"[[work]]\nexercise = 'B'\n[[work]]\nexercise = 'A'\n{note}\n"


def test_each_line_keeps_its_own_end() -> None:
    text = 'name = "X"\r\nrest = 5\nwork = [\r\n  "Plank", # a\n  "Row",\r\n]\r\n'
    new = apply(text, Move(("work", 0), 1), CATALOG)
    assert new == 'name = "X"\r\nrest = 5\nwork = [\r\n  "Row",\r\n  "Plank", # a\n]\r\n'
    new = apply(text, Insert(("work", 2), "Pull-up"), CATALOG)
    assert new == 'name = "X"\r\nrest = 5\nwork = [\r\n  "Plank", # a\n  "Row",\r\n  "Pull-up",\r\n]\r\n'
    new = apply("\ufeff" + text, SetValue(("rest",), 7), CATALOG)
    assert new == "\ufeff" + text.replace("5", "7")


def test_tables_that_are_split_keep_their_places() -> None:
    between = "\n[exercises.own]\nname = 'Own'\n\n"
    body = f"[[work]]\nexercise = 'A'\n{between}[[work]]\nexercise = 'Own'\n"
    assert edited(body, Move(("work", 0), 1)) == f"[[work]]\nexercise = 'Own'\n{between}[[work]]\nexercise = 'A'\n"
    assert edited(body, Delete(("work", 1))) == f"[[work]]\nexercise = 'A'\n{between}".rstrip("\n") + "\n"
    torn = f"[[work]]\nexercise = 'A'\nreps = 8\n{between}[work.progress]\nreps = '8-12'\n[[work]]\nexercise = 'B'\n"
    with pytest.raises(EditRefusedError, match="line 2: this can only be changed as text: its tables don't stand"):
        edited(torn, Move(("work", 0), 1))


def test_tables_in_tables_move() -> None:
    one, two = "[[work.superset]]\nexercise = 'A'\n", "# b\n[[work.superset]]\nexercise = 'B'\n"
    body = f"[[work]]\nsets = 3\n{one}{two}[[work]]\nexercise = 'C'\n"
    assert edited(body, Move(("work", 0, "superset", 0), 1)) == body.replace(one + two, two + one)
    assert edited(body, Delete(("work", 0, "superset", 1))) == body.replace(two, "")
    new = '[[work.superset]]\nexercise = "Row"\nreps = 8\n'
    assert edited(body, Insert(("work", 0, "superset", 1), "8 Row")) == body.replace(two, new + two)
    head, tail = body[: body.index("[[work]]\nexercise")], "[[work]]\nexercise = 'C'\n"
    assert edited(body, Move(("work", 1), -1)) == tail + head


# ----------------------------------------------------------------------------------------------------------- supersets


def test_entries_become_a_superset_and_entries_again() -> None:
    body = 'work = [\n  "3x8 Row",\n  "3x1:00 Plank",\n  "Pull-up",\n]\n'
    group = 'work = [\n  { superset = ["3x8 Row", "3x1:00 Plank"] },\n  "Pull-up",\n]\n'
    assert edited(body, GroupEntries(("work", 0), 2)) == group
    assert edited(group, Ungroup(("work", 0))) == body


def test_comments_of_entries_stay_theirs_in_a_superset() -> None:
    body = 'work = [\n  # a\n  "3x8 Row",  # A\n\n  "3x1:00 Plank"  # B\n]\n'
    group = 'work = [\n  { superset = [\n    # a\n    "3x8 Row",  # A\n\n    "3x1:00 Plank",  # B\n  ] }\n]\n'
    assert edited(body, GroupEntries(("work", 0), 2)) == group
    assert edited(group, Ungroup(("work", 0))) == body


def test_a_superset_takes_the_rests_of_its_entries() -> None:
    body = "work = [\n  { exercise = 'Row', sets = 3, rest = '0:30' },\n"
    body += "  { exercise = 'Plank', sets = 3, after = 9 },\n]\n"
    group = "work = [\n  { superset = [\n    { exercise = 'Row', sets = 3 },\n    { exercise = 'Plank', sets = 3 },\n"
    group += '  ], rest = "0:30", after = 9 },\n]\n'
    assert edited(body, GroupEntries(("work", 0), 2)) == group
    assert edited(group, Ungroup(("work", 0))) == (
        "work = [\n  { exercise = 'Row', sets = 3, rest = \"0:30\" },\n"
        "  { exercise = 'Plank', sets = 3, rest = \"0:30\", after = 9 },\n]\n"
    )


def test_what_a_superset_says_of_rests_is_its_entries_own_again() -> None:
    group = "work = [\n  { superset = [\n    { exercise = 'Row', reps = 8 },\n"
    group += "    { exercise = 'Plank', hold = 9, missed = 1 },\n"
    group += (
        "  ], sets = 2, rest = '1:00-2:00', missed = '3:00', start = 'wait', beyond = true, countdown = false },\n]\n"
    )
    assert edited(group, Ungroup(("work", 0))) == (
        'work = [\n  { exercise = \'Row\', sets = 2, reps = 8, rest = "1:00-2:00", missed = "3:00", '
        "countdown = false },\n"
        "  { exercise = 'Plank', sets = 2, hold = 9, rest = \"1:00-2:00\", missed = 1, "
        'start = "wait", beyond = true, countdown = false },\n]\n'
    )


def test_an_entry_with_warm_up_sets_goes_into_no_superset() -> None:
    body = "work = [\n  { exercise = 'Deadlift', load = '100 kg', warmup = true, warmup_rest = 30 },\n  \"Plank\",\n]\n"
    with pytest.raises(EditRefusedError, match="has no warm-up sets: take its warmup out first"):
        edited(body, GroupEntries(("work", 0), 2))
    without = body.replace("warmup = true, ", "")
    assert edited(without, GroupEntries(("work", 0), 2)) == (
        "work = [\n  { superset = [{ exercise = 'Deadlift', load = '100 kg' }, \"Plank\"], sets = 1 },\n]\n"
    )


def test_a_superset_has_one_number_of_sets() -> None:
    body = 'work = [\n  "3x8 Row",\n  "Plank",\n]\n'
    with pytest.raises(EditRefusedError, match="they have 3 and 1 sets: a superset has one number for all"):
        edited(body, GroupEntries(("work", 0), 2))
    group = 'work = [\n  { superset = ["3x8 Row", { exercise = "Plank", sets = 3 }] },\n]\n'
    assert edited(body, GroupEntries(("work", 0), 2, sets=3)) == group
    new = group.replace("3x8", "4x8").replace("sets = 3", "sets = 4")
    assert edited(group, SetValue(("work", 0, "superset", 1, "sets"), 4)) == new
    assert edited(group, SetValue(("work", 0, "sets"), 4)) == new
    said = 'work = [{ superset = ["8 Row", "3x1:00 Plank"], sets = 3 }]\n'
    new = 'work = [{ superset = ["8 Row", "4x1:00 Plank"], sets = 4 }]\n'
    assert edited(said, SetValue(("work", 0, "superset", 0, "sets"), 4)) == new


def test_tables_become_a_superset_and_tables_again() -> None:
    body = "# a\n[[work]]  # A\nexercise = 'Row'\nsets = 3\n\n[[work]]\nexercise = 'Plank'\nsets = 3\nrest = 5 # r\n"
    group = (
        "[[work]]\nrest = 5\n# a\n[[work.superset]]  # A\nexercise = 'Row'\nsets = 3\n\n"
        "[[work.superset]]\nexercise = 'Plank'\nsets = 3\n# r\n"
    )
    assert edited(body, GroupEntries(("work", 0), 2)) == group
    again = "# a\n[[work]]  # A\nexercise = 'Row'\nsets = 3\nrest = 5\n\n"
    again += "[[work]]\nexercise = 'Plank'\nsets = 3\nrest = 5\n# r\n"
    assert edited(group, Ungroup(("work", 0))) == again


def test_a_superset_with_a_list_in_a_table_becomes_tables() -> None:
    body = "# s\n[[work]] # S\nrest = 5\nsuperset = [\n  # a\n  '3x8 Row', # A\n  '3x1:00 Plank',\n  # end\n]\n"
    assert edited(body, Ungroup(("work", 0))) == (
        '# s\n# S\n# a\n# A\n[[work]]\nexercise = "Row"\nsets = 3\nreps = 8\nrest = 5\n\n'
        '[[work]]\nexercise = "Plank"\nsets = 3\nhold = "1:00"\nrest = 5\n# end\n'
    )


def test_only_entries_of_a_section_make_a_superset() -> None:
    body = "work = [{ superset = ['3x8 Row'] }, '3x8 Row', { circuit = ['Row'], rounds = 2 }]\n"
    for edit, reason in (
        (GroupEntries(("work", 0), 2), "a group can't stand in a superset"),
        (GroupEntries(("work", 1), 3), r"there is no work\[3\]"),
        (GroupEntries(("work", 0, "superset", 0), 1), "only entries of a section"),
        (Ungroup(("work", 1)), "only a superset is dissolved"),
        (Ungroup(("work", 2)), "only a superset is dissolved"),
    ):
        with pytest.raises(EditRefusedError, match=reason):
            edited(body, edit)


# ----------------------------------------------------------------------------------------------------------- refused


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (SetValue(("work", 0, "reps"), "many"), 'line 3: reps: "many" is no number of reps; for example "8-12"'),
        (SetValue(("work", 0, "setz"), 3), 'line 3: "setz" is no key of an entry'),
        (SetValue(("work", 1, "setz"), 3), 'line 4: "setz" is no key of an entry; is "sets" meant?'),
        (SetValue(("work", 1, "sets"), 0), "line 4: sets = 0: allowed is a whole number from 1 to 100"),
        (SetValue(("work", 0, "exercise"), "A @ B"), 'line 3: exercise: "@" never stands in a name'),
        (SetValue(("work", 7, "sets"), 3), r"line 2: there is no work\[7\]"),
        (SetValue(("work", 2, "rest"), 3), "line 5: a line does not begin with"),
        (SetValue((), 3), "line 1: nothing is named"),
        (SetValue(("rest",), "soon"), "line 1: rest: "),
        (SetValue(("name", "x"), 3), "line 1: name has no keys"),
        (Remove(("work", 0, "rest")), r"line 3: there is no work\[0\]\.rest"),
        (Remove(("work", 0, "exercise")), "line 3: exercise is missing in an entry"),
        (Remove(("work", 1)), r"line 4: work\[1\] is no key"),
        (Remove(("name",)), "line 1: name is missing in a routine"),
        (Move(("work", 0), -1), "line 3: it is the first of its list"),
        (Move(("work", 2), 1), "line 5: it is the last of its list"),
        (Move(("tags", 0), 1), "there is no tags"),
        (Delete(("warmup", 0)), "there is no warmup"),
        (Delete(("name",)), "line 1: name is no entry"),
        (Insert(("work", 9), "Plank"), r"line 2: work\[9\] is no place for an entry"),
        (Insert(("work",), "Plank"), "work is no place"),
        (Insert(("work", 0), "3x Row"), 'line 3: after "3x" comes an amount'),
        (Insert(("work", 0), {"sets": 3}), "line 3: exercise is missing in an entry"),
        (GroupEntries(("work", 0), 0), "only entries"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_its_line(edit: Edit, reason: str) -> None:
    body = "work = [\n  'Plank',\n  { exercise = 'Row' },\n  '- Row',\n]\n"
    with pytest.raises(EditRefusedError, match=reason) as refused:
        edited(body, edit)
    assert str(refused.value) == f"line {refused.value.line}: {refused.value.reason}"


def test_the_last_entry_stays() -> None:
    with pytest.raises(EditRefusedError, match="there is no entry"):
        edited("work = ['Plank']\n", Delete(("work", 0)))
    assert edited("warmup = ['Plank']\nwork = ['Row']\n", Delete(("warmup", 0))) == "warmup = []\nwork = ['Row']\n"
    body = "[[warmup]]\nexercise = 'Plank'\n[[work]]\nexercise = 'Row'\n"
    assert edited(body, Delete(("warmup", 0))) == "[[work]]\nexercise = 'Row'\n"
    with pytest.raises(EditRefusedError, match="it is the last entry of its group: delete the group"):
        edited("work = [{ superset = ['3x8 Row'] }]\n", Delete(("work", 0, "superset", 0)))


def test_a_routine_with_problems_can_be_edited_where_it_has_none() -> None:
    body = "work = ['Plank', '3x', { exercise = 'Row', setz = 3 }]\n"
    assert edited(body, SetValue(("work", 0, "hold"), "1:00")) == body.replace("'Plank'", "'1:00 Plank'")
    assert edited(body, Delete(("work", 1))) == body.replace("'3x', ", "")
    assert edited(body, Move(("work", 1), 1)) == "work = ['Plank', { exercise = 'Row', setz = 3 }, '3x']\n"


def test_no_more_entries_than_a_routine_may_have() -> None:
    body = "work = [" + "'Row', " * 1000 + "]\n"
    with pytest.raises(EditRefusedError, match="at most 1,000 entries"):
        edited(body, Insert(("work", 0), "Plank"))
    assert edited(body, SetValue(("work", 999, "reps"), 8)).count("8 Row") == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name = \n", "line 1: name has no value"),
        ("name = 'X'\n# \ud800\nwork = ['Plank']\n", "line 2: a character stands here that no file can hold"),
        (f"name = 'X'\nwork = ['Plank']\ntags = [{'1,' * 160_000}]\n", "it has too many values"),
    ],
)
def test_a_text_that_cannot_be_edited_is_refused(text: str, reason: str) -> None:
    with pytest.raises(EditRefusedError, match=reason):
        apply(text, SetValue(("work", 0, "hold"), "1:00"), CATALOG)


def test_entries_that_share_lines_with_comments_are_left_to_the_person() -> None:
    body = 'work = ["Plank", # one\n  "Row", "Pull-up" # two\n]\n'
    with pytest.raises(EditRefusedError, match=r"line 2: .* it shares a line with another one, and there are comments"):
        edited(body, Move(("work", 0), 1))
    assert edited(body, Move(("work", 1), 1)) == body.replace('"Row", "Pull-up"', '"Pull-up", "Row"')


# --------------------------------------------------------------------------------------------------------------- diffs


def test_a_diff_is_one_that_patch_reads() -> None:
    assert diff("a\r\nb\n", "a\r\nc\n", "x.toml") == "--- x.toml\n+++ x.toml\n@@ -1,2 +1,2 @@\n a\r\n-b\n+c\n"
    assert diff("a", "a\nb", "x") == (
        "--- x\n+++ x\n@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file\n"
    )
    assert diff("", "", "x") == ""
    assert diff("\x0ca\u2028b\n", "\x0ca\u2028c\n", "x").count("\n") == 5
