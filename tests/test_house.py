"""The house as docs/architecture.md draws it: no circles, one meaning to a name, no file too long to hold in mind."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import textwrap
from collections import defaultdict
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from textual import containers, screen, widgets
from textual.message_pump import MessagePump

import backday_tui
from backday_tui import tui

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = Path(backday_tui.__file__).parent
FILES: Final = {
    ".".join((backday_tui.__name__, *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): file
    for file in sorted(PACKAGE.rglob("*.py"))
}
MOST_LINES: Final = 700


def test_there_is_a_house_to_look_at() -> None:
    assert len(FILES) > 100


@cache
def tree(module: str) -> ast.Module:
    """A module, parsed."""
    return ast.parse(FILES[module].read_text(encoding="utf-8"))


def is_for_types(node: ast.AST) -> bool:
    """Whether this is the block of imports that only a type checker reads."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def at_run_time(node: ast.AST, *, in_functions: bool = False) -> Iterator[ast.AST]:
    """Every node below this one that runs when its module is imported; with what runs in a function later, or not."""
    for child in ast.iter_child_nodes(node):
        is_later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        if not is_for_types(child) and (in_functions or not is_later):
            yield child
            yield from at_run_time(child, in_functions=in_functions)


def imported_by(module: str, *, in_functions: bool = False) -> set[str]:
    """The modules of the package that a module imports as it is imported itself; also those that its functions do."""
    found = set()
    for node in at_run_time(tree(module), in_functions=in_functions):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            inside = {f"{node.module}.{alias.name}" for alias in node.names} & FILES.keys()
            found |= inside or ({node.module} & FILES.keys())
    return found - {module}


def fail_on_a_circle(imports: dict[str, set[str]]) -> None:
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as fault:
        pytest.fail(f"a circle of imports: {' <- '.join(fault.args[1])}")


def test_no_module_imports_itself_by_way_of_others() -> None:
    fail_on_a_circle({module: imported_by(module) for module in FILES})


def room_of(module: str) -> str:
    """The first name below the package; of a file beside the rooms, its own."""
    return module.partition(".")[2].partition(".")[0]


@pytest.mark.parametrize("room", sorted({room_of(module) for module in FILES}))
def test_no_module_of_a_room_needs_itself_once_it_works(room: str) -> None:
    """Also by what its functions import; from one room to another all lead downwards, which import-linter holds."""
    modules = [module for module in FILES if room_of(module) == room]
    fail_on_a_circle({module: imported_by(module, in_functions=True) & {*modules} for module in modules})


def test_a_class_has_a_name_of_its_own() -> None:
    homes = defaultdict(list)
    for module in FILES:
        for node in tree(module).body:
            if isinstance(node, ast.ClassDef):
                homes[node.name].append(module)
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


def test_no_file_name_stands_three_times() -> None:
    homes = defaultdict(list)
    for module, file in FILES.items():
        if file.name != "__init__.py":
            homes[file.name].append(module)
    # Every face and every group of screens has its main screen in `screen.py`.
    assert {name: where for name, where in homes.items() if len(where) > 2 and name != "screen.py"} == {}


@pytest.mark.parametrize("module", FILES)
def test_a_file_can_be_held_in_mind(module: str) -> None:
    assert len(FILES[module].read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def styled_types(module: str) -> Iterator[str]:
    """The classes that the styles written in a module are for."""
    for node in ast.walk(tree(module)):
        is_style = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith("CSS")
        for text in ast.walk(node) if is_style else ():
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                for selector in re.findall(r"([^{};]*)\{", text.value):
                    yield from re.findall(r"(?<![\w.#$&:-])[A-Z]\w+", selector)


def test_a_style_is_for_a_class_that_there_is() -> None:
    own = {
        node.name
        for module in FILES
        if room_of(module) == "tui"
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ClassDef)
    }
    styles = {(module, name) for module in FILES for name in styled_types(module)}
    assert len(styles) > 20
    textual = {name for _, name in styles for room in (containers, screen, widgets) if hasattr(room, name)}
    assert {style for style in styles if style[1] not in own | textual} == set()


@cache
def private_names(of: type) -> set[str]:
    """The private attributes that a class has or uses of itself."""
    found = set()
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(of)))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self":
            found.add(node.attr)
    return {name for name in found if re.match(r"_[^_]", name)}


def test_only_two_classes_reach_into_the_privates_of_textual() -> None:
    reach = set()
    for info in pkgutil.walk_packages(tui.__path__, f"{tui.__name__}."):
        for kind in vars(importlib.import_module(info.name)).values():
            if isinstance(kind, type) and issubclass(kind, MessagePump) and kind.__module__ == info.name:
                theirs = [private_names(base) for base in kind.__mro__ if base.__module__.startswith("textual.")]
                if private_names(kind) & set().union(*theirs):
                    reach.add(f"{info.name}.{kind.__name__}")
    # A name of ours that is one of theirs by accident would be found here, too.
    assert reach == {"backday_tui.tui.textual_gaps.SteadyApp", "backday_tui.tui.editor.exact_area.ExactTextArea"}


@pytest.mark.checkout
def test_a_file_that_the_package_speaks_of_is_there() -> None:
    spoken_of = {
        (file, name)
        for file in FILES.values()
        for name in re.findall(r"(?<![\w./-])[\w/]+\.py\b", file.read_text(encoding="utf-8"))
    }
    assert len(spoken_of) > 20
    roots = (PACKAGE, PACKAGE.parent)
    homes = {(file, name): [folder / name for folder in (*file.parents, *roots)] for file, name in spoken_of}
    assert {called for called, paths in homes.items() if not any(path.is_file() for path in paths)} == set()
