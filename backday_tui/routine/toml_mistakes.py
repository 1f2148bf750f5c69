"""What is wrong with a text that is no TOML: every mistake with its place, and what to write there.

tomllib stops at the first thing that it can't read, which is often not where the mistake is. Here the text is read as
people mean it. A mistake is told once and mended in a copy, so that what follows is read as if it weren't there, and
the reader can find the routine's own problems in what was mended. Whether the copy is TOML is for tomllib to say.

This is imported only when tomllib has refused a text. It knows no key by its name, but for the sections.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final, NamedTuple

from backday_tui.routine.model import SECTIONS
from backday_tui.routine.toml_values import (
    BEGINS,
    CURLY,
    FAR,
    HEADER_LINE,
    IS_KEYS,
    KEY,
    KEYS,
    SHOWN,
    STATEMENT_FOLLOWS,
    EnoughError,
    Mistake,
    ValueScanner,
    Where,
    in_quotes,
    quoted,
)
from backday_tui.text import clean

if TYPE_CHECKING:
    from backday_tui.routine.problems import KeyPath

_TEXT: Final = r"""(?:"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_IS_PART: Final = re.compile(KEY)
_IS_STATEMENT: Final = re.compile(BEGINS)
_HEADER: Final = re.compile(
    rf"(?P<open>\[(?:[ \t]*\[)*)[ \t]*(?P<keys>{KEYS}|[\w][\w .-]*?)?[ \t]*"
    rf"(?:(?P<close>\](?:[ \t]*\])*)|(?=[,;]?[ \t]*(?:#|//|\n|\Z)))"
)
_UNOPENED_HEADER: Final = re.compile(r"(?P<open>)(?P<keys>[A-Za-z_][\w.-]*)[ \t]*(?P<close>\]\]?)[ \t]*(?=#|\n|\Z)")
_VALUE_BEHIND_KEY: Final = re.compile(r"""[ \t]+(?:["'\[{\d:]|true\b|false\b)|["'\[{]""")
_LACKS_BRACE: Final = re.compile(
    rf"[ \t]*{KEYS}[ \t]*=(?:{_TEXT}|\{{(?:{_TEXT}|[^{{}}\"'#\n])*+\}}|[^\"'#{{}}\n])*+\}}"
)
"""Pairs up to a brace that closes what was not opened."""
_ENTRIES_GO_ON: Final = re.compile(
    rf"[ \t]*,?[ \t]*(?:#[^\n]*)?\n\s*(?:{_TEXT}(?![ \t]*[=.])|\{{)|[ \t]*,[ \t]*(?:#[^\n]*)?\n\s*\]"
)
_LIST_BEGINS: Final = re.compile(rf"\s*(?:{_TEXT}[ \t]*(?:,|(?:#[^\n]*)?\n\s*[\"'\]{{])|\{{)")
_MORE_ELEMENTS: Final = re.compile(rf"[ \t]*(?:\]|,[ \t]*(?:{_TEXT}|\{{|\n\s*(?:{_TEXT}(?![ \t]*[=.])|[{{\]])))")
_TABLE_GOES_ON: Final = re.compile(
    rf"(?:{_TEXT}|#[^\n]*|\{{[^{{}}\n]*\}}|[^\"'#{{}}\n]|\n(?![ \t]*{HEADER_LINE}|[ \t]*\n))*+\}}"
)
_SHORT_LIST: Final = re.compile(r"\[[^\[\]]*\]\s*[,\]]")
_LIST_IN_BRACES: Final = re.compile(rf"\{{[ \t]*{_TEXT}[ \t]*[,}}]")


class Mended(NamedTuple):
    """A text with its mistakes mended as well as can be, and what was changed: where it was, how long, the new text.

    `is_whole` is False where something had to be left out. `renamed` are keys that stand for others, which were there
    already.
    """

    text: str
    edits: tuple[tuple[int, int, str], ...]
    is_whole: bool
    renamed: frozenset[str]

    def place(self, at: int) -> int:
        """Where in the original a character of the mended text stands."""
        shift = 0
        for start, end, new in self.edits:
            if at < start + shift:
                break
            if at < start + shift + len(new):  # inside what is new
                return start
            shift += len(new) - (end - start)
        return at - shift


def find(text: str) -> tuple[tuple[Mistake, ...], Mended | None]:
    """Every mistake of a text that tomllib refused, in order, and the text with them mended.

    There may be none that is known here. The text is None where there were too many to go on.
    """
    scanner = _Scanner(text)
    try:
        scanner.document()
    except EnoughError:
        more = Mistake(scanner.mistakes[-1].at, "there may be more: the rest is not read")
        return (*sorted(scanner.mistakes), more), None
    edits: list[tuple[int, int, str]] = []
    parts, done = [], 0
    for start, end, new in sorted(scanner.edits, key=lambda edit: edit[:2]):
        if start >= done:  # of two changes of the same characters the first counts
            edits.append((start, end, new))
            parts += [scanner.text[done:start], new]
            done = end
    mended = "".join([*parts, scanner.text[done:]])
    return tuple(sorted(scanner.mistakes)), Mended(mended, tuple(edits), scanner.is_whole, frozenset(scanner.renamed))


class _Scanner(ValueScanner):
    """Reads the statements of a text: headers, keys with their values, lists, tables in braces."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.renamed: set[str] = set()
        self._table: KeyPath = ()
        self._seen: dict[KeyPath, tuple[str, int]] = {}
        """What has each path ("value", "table", "list" of tables, "implied" or "dotted" table), and where it began."""
        self._counts: dict[KeyPath, int] = {}
        """The last element of each list of tables, from 0."""
        self._told: set[KeyPath] = set()
        self._is_lost = False
        self._joined = 0

    # ------------------------------------------------------------------------------------------------------ statements

    def document(self) -> None:
        """The whole text."""
        self.skip_space()
        while self.at < len(self.text):
            self.open = []
            begin = self.at
            if header := _HEADER.match(self.text, begin) or _UNOPENED_HEADER.match(self.text, begin):
                is_read = self._header(header)
            else:
                is_read = self._pair("line", self._table)
            if is_read:
                self._is_lost = False
                self._hold_line_end()
            else:
                self._lose_line(begin)
            self.skip_space()

    def _header(self, found: re.Match[str]) -> bool:
        """A line such as [[work]]; False for one that is none."""
        opened, name, closed = found["open"], found["keys"], found["close"] or ""
        if not name:
            return False
        self.at = found.end()
        is_key = IS_KEYS.fullmatch(name) is not None
        keys = self._key_names(name) if is_key else [name]
        is_section = len(keys) == 1 and keys[0] in SECTIONS
        count = 2 if is_section or opened.count("[") > 1 or closed.count("]") > 1 else 1
        if not is_key or f"{opened}{closed}" != "[" * count + "]" * count:
            right = f"{'[' * count}{name if is_key else in_quotes(name)}{']' * count}"
            words = "a name in brackets has letters, digits, - and _ alone; any other stands in quotes"
            if is_key:
                what = "an entry" if is_section else "an element of a list of tables" if count > 1 else "a table"
                words = f"the line above {what} has {'two brackets' if count > 1 else 'one bracket'} on each side"
            edit = (found.start(), found.end(), right)
            self.wrong(found.start(), words, edit, better=right, path=tuple(keys))
        self._enter(keys, found, is_list=count > 1)
        return True

    def _enter(self, keys: list[str], found: re.Match[str], *, is_list: bool) -> None:
        """Go on in the table of a header; tell where there is something else of its name."""
        path: KeyPath = ()
        for number, key in enumerate(keys):
            path = (*path, key)
            kind, at = self._seen.get(path, ("", -1))
            is_last = number == len(keys) - 1
            fits = ("", "implied", "list") if not is_last else ("", "list") if is_list else ("", "implied")
            if kind not in fits:
                self._clash(found, path, kind, at)
                self._table = (self._renamed(found.start(), found.end(), "[", "]"),)
                return
            new = "list" if is_last and is_list else "table" if is_last else kind or "implied"
            self._seen[path] = (new, found.start() if at < 0 else at)
            if new == "list":
                self._counts[path] = self._counts.get(path, -1) + is_last
                path = (*path, self._counts[path])
        self._table = path

    def _clash(self, found: re.Match[str], path: KeyPath, kind: str, at: int) -> None:
        shown = clean(".".join(str(key) for key in path), SHOWN)
        if path not in self._told:
            self._told.add(path)
            if kind == "table":
                words = f"[{shown}] is there already, in line {self.line(at)}: a table stands once"
            elif kind == "list":
                words = f"[[{shown}]] is there already, in line {self.line(at)}: write [[{shown}]] here too"
            else:
                line = self.line(at)
                words = f"{shown} is there already, in line {line}, as {shown} = ...: write it there or here alone"
            self.wrong(found.start("keys"), words, path=path)

    def _renamed(self, start: int, end: int, before: str = "", after: str = "") -> str:
        """Put another key where one is that is there already."""
        key = f"again, at {start}"
        self.renamed.add(key)
        if self.edits and self.edits[-1][:2] == (start, end):  # its brackets were put right
            del self.edits[-1]
        self.edits.append((start, end, f'{before}"{key}"{after}'))
        return key

    def _key_names(self, keys: str) -> list[str]:
        names = []
        for part in _IS_PART.findall(keys):
            try:
                names.append(next(iter(tomllib.loads(f"{part} = 0"))))
            except tomllib.TOMLDecodeError:
                names.append(part)
        return names

    def _hold_line_end(self) -> None:
        """Tell what is too much behind a statement."""
        self.skip_blanks()
        if self.char() in ("", "\n", "#") or self.skip_comment():
            return
        rest = self.text[self.at : self.line_end(self.at)].partition("#")[0].rstrip()
        stop = self.at + len(rest)
        if STATEMENT_FOLLOWS.match(self.text, self.at):
            what = "a line in brackets stands alone" if self.char() == "[" else "each key stands on a line of its own"
            self.wrong(self.at, what, (self.at, self.at, "\n"))
            return
        if not rest.strip(",;"):
            words = f'no "{rest[0]}" stands at the end of a line here: leave it out'
        elif not rest.strip("]}) ,"):
            words = f'"{rest[0]}" closes nothing here: leave it out'
        else:
            words = f"{in_quotes(quoted(rest))} is too much here: leave it out, or write it as a comment after #"
        self.wrong(self.at, words, (self.at, stop, ""), is_guess=bool(rest.strip(",;")))
        self.at = stop

    def _lose_line(self, begin: int) -> None:
        """A line that makes no sense; of several one after another only the first is told of."""
        end = self.line_end(begin)
        line = self.text[begin:end]
        if line[0] == "[":
            self._table = (self._renamed(begin, begin + len(line.rstrip()), "[", "]"),)
        else:
            self.edits.append((begin, begin, "#"))
        if not self._is_lost:
            if line[0] in "]})":
                words = f'"{line[0]}" closes nothing here: leave it out'
            elif line[0] == "{" and not self.text[:begin].strip():
                words = 'this looks like JSON, and a routine is TOML: name = "Back"'
            elif line[0] in "\"'{" + CURLY:
                words = f"{quoted(line)} stands in no list: it belongs between [ and ]"
            elif line[0] == "=":
                words = 'a key is missing before "="'
            else:
                words = f"{in_quotes(quoted(line))} is no key = value; a comment begins with #"
            self.wrong(begin, words, is_guess=True)
        self.is_whole = False
        self._is_lost = True
        self.at = end

    # ----------------------------------------------------------------------------------------------------------- pairs

    def _pair(self, where: Where, table: KeyPath) -> bool:
        """A key and its value; False, with nothing read, where there is no key."""
        begin = self.at
        found = IS_KEYS.match(self.text, begin)
        if found:
            self.at = found.end()
            self.skip_blanks()
        after = self.at
        if found and self.text[after : after + 1] == "=":
            self.at = after + 1
            if self.char() == "=":
                self.wrong(self.at, 'one "=" stands between a key and its value', (self.at, self.at + 1, ""))
                self.at += 1
        else:
            found = self._odd_key(begin, found, after)
        if found is None:
            self.at = begin
            return False
        names = self._key_names(found[0]) if IS_KEYS.fullmatch(found[0]) else [found[0]]
        path = self._keep(table, names, found)
        self.skip_blanks()
        self._value(where, path, begin)
        return True

    def _odd_key(self, begin: int, found: re.Match[str] | None, after: int) -> re.Match[str] | None:
        """A key that isn't written as one; puts `at` behind what stands for its "="."""
        text = self.text
        equals = re.compile(r"(?::=|=>|->|:)(?!\d)").match(text, after)
        if found and equals:
            name = clean(found[0], SHOWN)
            edit = (after, equals.end(), " =")
            self.wrong(after, f'"=" stands between a key and its value, not "{equals[0]}"', edit, better=f"{name} =")
            self.at = equals.end()
            return found
        if found and found[0][0].islower() and _VALUE_BEHIND_KEY.match(text, found.end()):
            end = found.end()
            self.wrong(end, f'"=" is missing behind {clean(found[0], SHOWN)}', (end, end, " ="), is_guess=True)
            self.at = end
            return found
        stray = re.compile(rf"""["'{CURLY}]?(?P<key>[A-Za-z0-9_.-]++)["'{CURLY}]?[ \t]*=(?!=)""").match(text, begin)
        if stray:
            edits = ((begin, stray.start("key"), ""), (stray.end("key"), stray.end() - 1, " "))
            self.wrong(begin, f"a key stands without quotes: write {stray['key']} =", *edits)
            self.at = stray.end()
            return IS_KEYS.match(text, stray.start("key"))
        words = re.compile(r"""(?P<key>[^\s=#"'\[\]{},:][^=\n#"'\[\]{},]*+)=(?!=)""").match(text, begin, begin + FAR)
        if words:
            right = in_quotes(words["key"].rstrip())
            edit = (begin, begin + len(words["key"].rstrip()), right)
            said = "a key has letters, digits, - and _ alone; any other stands in quotes"
            self.wrong(begin, said, edit, better=f"{right} =")
            self.at = words.end()
            return re.compile(r"[^=]*[^=\s]").match(text, begin)
        return None

    def _keep(self, table: KeyPath, keys: list[str], found: re.Match[str]) -> KeyPath:
        """Remember a key; tell where there is one of its name. Gives its path."""
        path = table
        for number, key in enumerate(keys):
            path = (*path, key)
            kind, at = self._seen.get(path, ("", -1))
            is_last = number == len(keys) - 1
            if kind and (is_last or kind != "dotted"):
                shown = clean(".".join(keys), SHOWN)
                words = f"{shown} has a value already, in line {self.line(at)}: a key stands once"
                self.wrong(found.start(), words, path=path)
                return (*table, self._renamed(found.start(), found.end()))
            self._seen.setdefault(path, ("value" if is_last else "dotted", found.start()))
        return path

    # ---------------------------------------------------------------------------------------------------------- values

    def _value(self, where: Where, path: KeyPath, begin: int) -> None:
        """Whatever stands where a value is due. `begin` is where its key or element begins."""
        while where == "line" and self.char() in ("]", "}", ")") and self._is_stray(self.at, r"[^\s,#]"):
            self.skip_blanks()
        char = self.char()
        if char in ("", "\n", "#", ",", "]", "}", ";"):
            self._no_value(where, path, begin)
        elif char in "[(" or _LIST_IN_BRACES.match(self.text, self.at):
            self._list(path)
        elif char == "{":
            self._braces(path)
        elif char in "\"'" or char in CURLY:
            at = self.at
            self.text_value(where, path)
            more = _MORE_ELEMENTS.match(self.text, self.at) if where == "line" else None
            if more and (path[-1] in SECTIONS or more[0].strip() != "]"):
                self.wrong(at, 'a list stands in brackets: "[" is missing here', (at, at, "["), path=path)
                self._elements(path, at, 1, is_told=True)
        else:
            self.bare(where, path)

    def _no_value(self, where: Where, path: KeyPath, begin: int) -> None:
        name = clean(str(path[-1]), SHOWN)
        end = self.line_end(self.at)
        ahead = re.compile(r"\s*").match(self.text, end)
        after = ahead.end() if ahead else end
        if where == "line" and self.char() in ("", "\n") and not _IS_STATEMENT.match(self.text, after):
            if _LIST_BEGINS.match(self.text, end):
                words = f'the list is not opened: "[" is missing behind {name} ='
                self.wrong(self.at, words, (self.at, self.at, "["), better=f"{name} = [", path=path)
                return self._elements(path, self.at, 0)
            if self.text[after : after + 1] in tuple("\"'[{"):
                self.wrong(self.at, 'a value begins on the line of its "="', (self.at, after, " "), path=path)
                self.at = after
                return self._value(where, path, begin)
        self.wrong(self.at if where == "line" else begin, f"{name} has no value: write it behind the =", path=path)
        self.edits.append((self.at, self.at, ' ""'))
        self.is_whole = False
        return None

    # ------------------------------------------------------------------------------------------------ lists and tables

    def _list(self, path: KeyPath) -> None:
        begin = self.at
        opener = self.char()
        is_element = len(path) == 2 and path[0] in SECTIONS  # a section and a number
        if is_element and not _SHORT_LIST.match(self.text, begin):
            words = 'a list is open already: leave this "[" out'
            self.wrong(begin, words, (begin, begin + 1, ""), path=path)
            self.at += 1
            self.skip_space()
            return self._value("list", path, begin)
        if opener != "[":
            words = f"a list stands between [ and ], not {opener} and {')' if opener == '(' else '}'}"
            self.wrong(begin, words, (begin, begin + 1, "["), path=path)
        self.at += 1
        return self._elements(path, begin, 0)

    def _elements(self, path: KeyPath, begin: int, number: int, *, is_told: bool = False) -> None:
        """The elements of a list, from `number` on, and its end.

        Args:
            path: of the list.
            begin: where it was opened.
            number: how many elements were read already; then a comma comes.
            is_told: whether there was a mistake with its brackets already.
        """
        self.open.append("[")
        last, has_comma = self.at, not number
        while True:
            is_new_line = self.skip_space()
            char = self.char()
            if _LACKS_BRACE.match(self.text, self.at) and ("{" not in self.open or not number):
                if not has_comma:
                    self._miss_comma(last, path)
                self.wrong(self.at, '"{" is missing here, where a table begins', (self.at, self.at, "{"), path=path)
                self._braces((*path, number), is_opened=False)
                number, has_comma, last = number + 1, False, self.at
                continue
            if "{" in self.open and STATEMENT_FOLLOWS.match(self.text, self.at):
                last -= has_comma and self.text[last - 1] == ","
                self._end_list(begin, last, path, is_told=is_told)
                break
            if not char or (is_new_line and _IS_STATEMENT.match(self.text, self.at)):
                self._end_list(begin, last, path, is_told=is_told)
                break
            if char in "])}":
                if self._is_list_closed(char, last, begin, path, is_told=is_told):
                    break
            elif char in ",;":
                self._hold_comma(char, has_comma=has_comma, is_first=last == begin + 1)
                has_comma = True
            else:
                if not has_comma:
                    self._miss_comma(last, path)
                self._value("list", (*path, number), self.at)
                number, has_comma = number + 1, False
            last = self.at
        self.open.pop()

    def _hold_comma(self, char: str, *, has_comma: bool, is_first: bool) -> None:
        if char == ";":
            self.wrong(self.at, 'a "," stands between two values, not ";"', (self.at, self.at + 1, ","))
        elif has_comma:
            words = "a comma with nothing before it" if is_first else "one comma too many"
            self.wrong(self.at, f"{words}: leave it out", (self.at, self.at + 1, ""))
        self.at += 1

    def _miss_comma(self, last: int, path: KeyPath) -> None:
        if self.edits and self.edits[-1][:2] == (last, last):  # what was closed there lacks its comma too
            self.edits[-1] = (last, last, f"{self.edits[-1][2]},")
            return
        begin = max(self.text.rfind("\n", 0, last), last - SHOWN) + 1
        found = re.compile(rf"{_TEXT}$").search(self.text[begin:last])
        right = f"{found[0]}," if found else ""
        self.wrong(last, "a comma is missing here, between two values", (last, last, ","), better=right, path=path)

    def _end_list(self, begin: int, last: int, path: KeyPath, *, is_told: bool) -> None:
        """A list that isn't closed, where something else begins."""
        if is_told:
            self.edits.append((last, last, "]"))
        else:
            words = f'the list that begins in line {self.line(begin)} is not closed: "]" is missing here'
            self.wrong(last, words, (last, last, "]"), path=path)
        self.at = last

    def _is_stray(self, at: int, more: str) -> bool:
        """Whether a closing bracket is too much, because such things follow it as would go on with what is open."""
        if not re.compile(rf"[ \t]*(?:{more})").match(self.text, at + 1):
            return False
        self.wrong(at, f'"{self.text[at]}" closes nothing here: leave it out', (at, at + 1, ""), is_guess=True)
        self.at = at + 1
        return True

    def _is_list_closed(self, char: str, last: int, begin: int, path: KeyPath, *, is_told: bool) -> bool:
        """Whether a closing bracket ends the list; goes past it."""
        if char == "}" and "{" in self.open and self.text[begin] != "{":
            self._end_list(begin, last, path, is_told=is_told)
            return True
        if self._is_stray(self.at, r"[\"'{\[]" if char == "]" else r",|[\"'{\[]"):
            return False
        at = self.at
        self.at += 1
        if char == "]":
            if self.open == ["["] and _ENTRIES_GO_ON.match(self.text, self.at):
                words = 'a "]" ends the list here, and its entries go on below: leave it out'
                self.wrong(at, words, (at, self.at, ""), path=path)
                return False
            return True
        if self.text[begin] in "({":
            self.edits.append((at, self.at, "]"))
        else:
            self.wrong(at, f'a list ends with "]", not with "{char}"', (at, self.at, "]"), path=path)
        return True

    def _braces(self, path: KeyPath, *, is_opened: bool = True) -> None:
        """A table in braces; the brace that opens it may be missing."""
        begin = self.at
        self.open.append("{")
        self.at += is_opened
        last, comma, is_first = self.at, begin, True
        while True:
            self._join_lines(path)
            char = self.char()
            if char in ",;" and char:
                self._hold_comma(char, has_comma=comma >= 0, is_first=is_first)
                comma = self.at - 1 if comma < 0 else comma
                last = self.at
            elif char not in ("]", ")") or not self._is_stray(self.at, rf"{KEYS}[ \t]*="):
                if char in ("", "\n", "#", "]", ")", "}"):
                    self._end_braces(begin, last, comma if not is_first else -1, path)
                    break
                if comma < 0:
                    self._miss_comma(last, path)
                if not self._pair("table", path):
                    self._lose_piece(path)
                last, comma, is_first = self.at, -1, False
        self.open.pop()

    def _lose_piece(self, path: KeyPath) -> None:
        """Something in braces that is no pair."""
        found = re.compile(rf"{_TEXT}|[^\n,}}\]]+|.").match(self.text, self.at)
        piece = found[0] if found else self.char()
        words = f"{in_quotes(quoted(piece))} is no key = value, of which a table in braces is made"
        self.wrong(self.at, words, (self.at, self.at + len(piece), f'"{self.at}" = 0'), path=path, is_guess=True)
        self.is_whole = False
        self.at += len(piece)

    def _end_braces(self, begin: int, last: int, comma: int, path: KeyPath) -> None:
        """The end of a table, or what stands in its place; `comma` is where one stands before it, or -1."""
        char = self.char()
        if char == "}":
            if comma >= 0:
                self.wrong(comma, "no comma stands before }: leave it out", (comma, comma + 1, ""), path=path)
            self.at += 1
        elif char in ("]", ")") and "[" not in self.open:
            self.wrong(self.at, f'a table ends with "}}", not with "{char}"', (self.at, self.at + 1, "}"))
            self.at += 1
        else:
            words = f'the table that begins in line {self.line(begin)} is not closed: "}}" is missing here'
            self.at = last - 1 if self.text[last - 1 : last] == "," else last
            self.wrong(self.at, words, (self.at, self.at, "}"), path=path)

    def _join_lines(self, path: KeyPath) -> None:
        """Blanks in a table in braces, and ends of lines, where it goes on below."""
        self.skip_blanks()
        while self.char() in ("\n", "#"):
            begin = self.at
            if begin >= self._joined:
                goes_on = _TABLE_GOES_ON.match(self.text, begin)
                if not goes_on:
                    return
                self._joined = goes_on.end()
                self.wrong(begin, "a table in braces stands in one line", path=path)
            found = re.compile(r"(?:#[^\n]*)?\n\s*").match(self.text, begin)
            self.at = found.end() if found else begin + 1
            self.edits.append((begin, self.at, " "))
            self.skip_blanks()
