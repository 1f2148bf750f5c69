"""The house style: the same data, the same comments, and nothing more to do the second time."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from routine_values import CATALOG, routines

from backday_tui.routine.edit.document import comments_of
from backday_tui.routine.edit.editor import EditRefusedError
from backday_tui.routine.edit.style import formatted
from backday_tui.routine.library import bundled_dir
from backday_tui.routine.model import Routine
from backday_tui.routine.source import normal
from backday_tui.routine.writer import to_text

HERE = Path(__file__).parents[1]
FILES = [*sorted(bundled_dir().glob("*.toml")), *sorted((HERE / "data" / "valid").glob("*.toml"))]
slow = settings(max_examples=25)

UNTIDY = """

# head


name="Back"   #about the name
  rest   =  "1:00"
# the work
work=[ # open


  # a
  'Plank' , # x

  {exercise="Curl",parts=["7 low","7 top"],progress={reps="10-20"}}, "3x8 Row" # c
  # end

  ]
# the end
[[ cooldown ]] # hh
exercise   =   'Cobra stretch'
[ cooldown . progress ]
hold="+5s"
[exercises.x]
name='X'
avoid = \"\"\"
 a
   b\"\"\""""

TIDY = """\
# head

name = "Back"  #about the name
rest = "1:00"
# the work
work = [  # open
  # a
  'Plank',  # x

  { exercise = "Curl", parts = ["7 low", "7 top"], progress = { reps = "10-20" } },
  "3x8 Row",  # c
  # end
]

# the end
[[cooldown]]  # hh
exercise = 'Cobra stretch'

[cooldown.progress]
hold = "+5s"

[exercises.x]
name = 'X'
avoid = \"\"\"
 a
   b\"\"\"
"""


def test_an_untidy_file_is_tidied() -> None:
    assert formatted(UNTIDY) == TIDY
    assert formatted(TIDY) == TIDY


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("", ""),
        ("\n\n", ""),
        ("# only", "# only\n"),
        ("name='x'", "name = 'x'\n"),
        ("\ufeffname='x'\r\nrest=5", "\ufeffname = 'x'\r\nrest = 5\r\n"),
        ("a=1\r\nb=2\r\nc=3\n", "a = 1\r\nb = 2\r\nc = 3\r\n"),
        ("work=['A']\n", "work = ['A']\n"),
        ("work=[\n'A']\n", "work = [\n  'A',\n]\n"),
        ("work=['A','B']\n", "work = [\n  'A',\n  'B',\n]\n"),
        ("work=[]\ntags=[ ]\nx={ }\n", "work = []\ntags = []\nx = {}\n"),
        ("tags = [ 'a','b' ,]\n", "tags = ['a', 'b']\n"),
        ("tags = ['a'\n,\n'b']\n", "tags = [\n  'a',\n  'b',\n]\n"),
        ("[[work]]\n\n\n\n[[work.superset]]\n", "[[work]]\n\n[[work.superset]]\n"),
        ("[[work]]\n[[work.superset]]\nexercise='A'\n", "[[work]]\n[[work.superset]]\nexercise = 'A'\n"),
        ("a . b='x'\n'c d' = 1\n", "a.b = 'x'\n'c d' = 1\n"),
        ("a=1\n# one\n\n# two\n[b]\n", "a = 1\n# one\n\n# two\n[b]\n"),
        ("a=1\n# one\n# two\n[b]\n", "a = 1\n\n# one\n# two\n[b]\n"),
        ("[b] # x   \n# own\nc=1\n", "[b]  # x\n# own\nc = 1\n"),
    ],
)
def test_blanks_and_lines(text: str, tidy: str) -> None:
    assert formatted(text) == tidy
    assert formatted(tidy) == tidy


def test_a_list_too_long_for_a_line_is_broken() -> None:
    words = ", ".join(f"'{'x' * 9}{number}'" for number in range(9))
    assert formatted(f"tags = [{words}]\n").count("\n") == 11
    assert formatted(f"work = [{{ exercise = [{words}] }}]\n").count("\n") == 13


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_keeps_its_data_and_comments(path: Path) -> None:
    text = path.read_bytes().decode()
    new = formatted(text)
    assert tomllib.loads(normal(new)) == tomllib.loads(normal(text))
    assert sorted(comments_of(new)) == sorted(comments_of(text))
    assert formatted(new) == new


@slow
@given(routines())
def test_a_file_as_backday_writes_it_is_in_the_house_style(routine: Routine) -> None:
    text = to_text(routine, CATALOG)
    assert formatted(text) == text


@slow
@given(st.data())
def test_any_layout_keeps_data_and_comments_and_is_settled_at_once(data: st.DataObject) -> None:
    blank = st.sampled_from(["", " ", "  ", "\t"])
    gap = st.sampled_from(["", " ", "\n", "\n\n", " # c\n", "\n# d  \n\n", "\n  # e\n  # f\n"])
    end = st.sampled_from(["\n", "\r\n", "\n\n\n", " # g\n", "\n# h\n", "\n\n# i\n"])
    one = st.sampled_from(['"3x8 Row"', "'Plank'", '{exercise="Row",parts=[ "7 a" ,"7 b"]}', "{ }", "[ 1,2 ]"])
    draw = data.draw
    lines = [f"name{draw(blank)}={draw(blank)}'x'{draw(end)}"]
    for key in draw(st.lists(st.sampled_from(["tags", "work", "cooldown"]), unique=True)):
        body = "".join(f"{draw(gap)}{draw(one)}{draw(gap)}," for _ in range(draw(st.integers(0, 3))))
        lines.append(f"{draw(blank)}{key}{draw(blank)}={draw(blank)}[{body}{draw(gap)}]{draw(end)}")
    for _ in range(draw(st.integers(0, 3))):
        lines.append(f"{draw(blank)}[[{draw(blank)}warmup{draw(blank)}]]{draw(end)}")
        lines += draw(st.lists(st.just(f"exercise{draw(blank)}= 'A'{draw(end)}"), max_size=1))
    text = "".join(lines) + draw(st.sampled_from(["", "# end", "\n\n"]))
    new = formatted(text)
    assert tomllib.loads(normal(new)) == tomllib.loads(normal(text))
    assert sorted(comments_of(new)) == sorted(comments_of(text))
    assert formatted(new) == new
    assert not any(line != line.rstrip() for line in new.splitlines())


def test_a_backslash_at_the_end_of_a_line_stays_with_the_blanks_behind_it() -> None:
    text = 'name="""One \\\n  two \\ \t \n\n  three \\\\ \nfour"""\nwork=["Plank"]'
    new = formatted(text)
    assert new == text.replace("name=", "name = ").replace("work=", "work = ") + "\n"
    assert tomllib.loads(new)["name"] == "One two three \\ \nfour"
    assert formatted(text.replace("\n", "\r\n")) == new.replace("\n", "\r\n")


def test_what_is_no_toml_is_left_alone() -> None:
    with pytest.raises(EditRefusedError, match="line 2: b has no value") as refused:
        formatted("a = 1\nb =\n")
    assert refused.value.line == 2
    with pytest.raises(EditRefusedError, match="line 1: a character stands here that no file can hold"):
        formatted("# \ud800\n")
    with pytest.raises(EditRefusedError, match="too many values"):
        formatted("a = '" + "=" * 200_000 + "'")
