"""The keys of the editor: what each is bound to, which the last line shows, what the page of all keys says of them.

What an action does is for the screen.
"""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from backday_tui.tui.widgets.key_line import KeyHint

TEXT_KEYS: Final = (
    KeyHint("^s", "save", "screen.save", 0),
    KeyHint("f2", "plan", "screen.plan", 2),
    KeyHint("f4", "change", "screen.form('sets')", 3),
    KeyHint("f5", "insert", "screen.insert", 4),
    KeyHint("^f", "find", "screen.find", 6),
    KeyHint("^e", "$EDITOR", "screen.external", 7),
    KeyHint("f1", "keys", "screen.help", 5),
    KeyHint("esc", "leave", "screen.escape", 1),
)
PLAN_KEYS: Final = (
    KeyHint("enter", "to the text", "screen.to_text", 0),
    KeyHint("s r h t l", "change", "screen.form('sets')", 2),
    KeyHint("i", "insert", "screen.insert", 3),
    KeyHint("K J", "move", "screen.move_entry(1)", 4),
    KeyHint("d", "double", "screen.duplicate", 6),
    KeyHint("x", "delete", "screen.delete_entry", 5),
    KeyHint("space", "mark", "screen.mark", 7),
    KeyHint("g", "superset", "screen.superset", 8),
    KeyHint("f1", "keys", "screen.help", 1),
)
FIND_KEYS: Final = (
    KeyHint("enter", "next", "screen.find_next(1)", 0),
    KeyHint("↑", "before", "screen.find_next(-1)", 2),
    KeyHint("esc", "close", "screen.escape", 1),
)
HELP: Final = (
    ("ctrl+s", "save; a file with problems too"),
    ("f2", "to the plan, and back to the text; in a narrow terminal one or the other is shown"),
    ("f4", "sets, reps, hold, rest and load of the entry at the cursor"),
    ("alt+letter", "s, r, h, t, l: the same, beginning with sets, reps, hold, rest or load"),
    ("f7 f8", "move the entry up or down; alt+up and alt+down too"),
    ("f6, alt+d", "duplicate the entry"),
    ("f9, alt+x", "delete the entry"),
    ("f5, alt+i", "insert an exercise behind it, picked from the catalogue"),
    ("f10, alt+g", "a superset of the selected entries, or of this one and the next; dissolves a superset"),
    ("", "on the plan the letters alone do the same: s r h t l d x i g, K and J move, space marks, u undoes"),
    ("", ""),
    ("ctrl+space", "what can stand here; comes by itself while you type. tab or enter takes it"),
    ("ctrl+f, f3", "find, and find again; shift+f3 back"),
    ("ctrl+home", "to the beginning of the text; ctrl+end to its end"),
    ("ctrl+z ctrl+y", "undo, redo; changes by form too"),
    ("ctrl+e", "hand the file to $VISUAL or $EDITOR, and come back with it"),
    ("f12", "what is not saved yet, as a diff"),
    ("escape, ctrl+q", "leave; asks where something is not saved"),
)

BINDINGS: Final = (
    Binding("ctrl+s", "save", show=False, priority=True),
    Binding("ctrl+f", "find", show=False, priority=True),
    Binding("f3", "find_next(1)", show=False, priority=True),
    Binding("shift+f3", "find_next(-1)", show=False, priority=True),
    Binding("ctrl+e", "external", show=False, priority=True),
    Binding("f1", "help", show=False, priority=True),
    Binding("f2", "plan", show=False, priority=True),
    Binding("f4", "form('sets')", show=False, priority=True),
    Binding("alt+s", "form('sets')", show=False, priority=True),
    Binding("alt+r", "form('reps')", show=False, priority=True),
    Binding("alt+h", "form('hold')", show=False, priority=True),
    Binding("alt+t", "form('rest')", show=False, priority=True),
    Binding("alt+l", "form('load')", show=False, priority=True),
    Binding("f5,alt+i", "insert", show=False, priority=True),
    Binding("f6,alt+d", "duplicate", show=False, priority=True),
    Binding("f7,alt+up", "move_entry(-1)", show=False, priority=True),
    Binding("f8,alt+down", "move_entry(1)", show=False, priority=True),
    Binding("f9,alt+x", "delete_entry", show=False, priority=True),
    Binding("f10,alt+g", "superset", show=False, priority=True),
    Binding("ctrl+home", "top", show=False, priority=True),
    Binding("ctrl+end", "bottom", show=False, priority=True),
    Binding("f12", "differences", show=False, priority=True),
    Binding("ctrl+space,ctrl+@", "complete", show=False, priority=True),
    Binding("escape", "escape", show=False, priority=True),
    Binding("tab,enter", "accept", show=False, priority=True),
    Binding("up", "suggest(-1)", show=False, priority=True),
    Binding("down", "suggest(1)", show=False, priority=True),
    Binding("question_mark", "plan_help", show=False, priority=True),
    *(
        Binding(key, f"on_plan('{action}')", show=False, priority=True)
        for key, action in (
            ("s", "form:sets"), ("r", "form:reps"), ("h", "form:hold"), ("t", "form:rest"), ("l", "form:load"),
            ("i", "insert"), ("d", "duplicate"), ("x", "delete_entry"), ("delete", "delete_entry"),
            ("g", "superset"),
            ("K", "move_entry:-1"), ("J", "move_entry:1"), ("space", "mark"), ("u", "undo"),
        )
    ),
)  # fmt: skip
