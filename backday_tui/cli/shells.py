"""Completion in bash, zsh and fish: the script that each shell runs, and the form in which it is answered.

click finds which argument is being typed and asks it (completion.py). Its own scripts are not used: in bash they lose
blanks, colons and wildcards and fail before 4.4; in all shells they say what goes wrong into the line that is typed.
"""

from __future__ import annotations

import io
import os
import re
import shlex
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete, add_completion_class

from backday_tui.errors import BackdayError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

TYPED_VARIABLE: Final = "COMP_TYPED"
"""The command line up to the cursor, as our scripts hand it over."""
BREAKS_VARIABLE: Final = "COMP_BREAKS"
"""What ends a word for bash."""
_END: Final = "\x1f"
"""Stands at the end of a line that is taken apart, so that the last word has an end of its own."""
_ASSIGNMENT: Final = re.compile(r"\w+=")
_OPTION: Final = re.compile(r"--[^=]+=")
_SPECIAL: Final = {"": re.compile(r"[^\w@%+=:,./-]"), '"': re.compile(r'["\\$`]')}
"""What is not taken as it is written: outside of quotes, within double ones."""

# Without `compopt` (bash 3, as on macOS) files are offered wherever nothing else is.
_BASH: Final = """\
%(complete_func)s() {
    local line program=${1/#\\~/$HOME}
    type -P -- "$program" >/dev/null || program=%(prog_name)s
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            plain,*) COMPREPLY+=("${line#plain,}") ;;
            dir,*) compopt -o dirnames 2>/dev/null ;;
            file,*) compopt -o default 2>/dev/null ;;
        esac
    done <<<"$(COMP_TYPED=${COMP_LINE:0:COMP_POINT} COMP_BREAKS=$COMP_WORDBREAKS \
%(complete_var)s=bash_complete "$program" 2>/dev/null)"
}

if type compopt >/dev/null 2>&1; then
    complete -o nosort -F %(complete_func)s %(prog_name)s 2>/dev/null || complete -F %(complete_func)s %(prog_name)s
else
    complete -o default -F %(complete_func)s %(prog_name)s
fi
"""

# As a file of zsh's function path it is read at the first TAB, as the function itself, and takes that one's place.
_ZSH: Final = """\
#compdef %(prog_name)s

_%(prog_name)s() {
    local kind value help program=${(Q)words[1]}
    local -a values described lines
    program=${program/#\\~/$HOME}
    whence -p -- $program >/dev/null || program=%(prog_name)s
    lines=("${(@f)$(COMP_TYPED="${(j: :)words[1,CURRENT]}" \
%(complete_var)s=zsh_complete $program 2>/dev/null)}")

    for kind value help in "${(@)lines}"; do
        case $kind in
            plain)
                if [[ $help == _ ]]; then values+=("$value"); else described+=("$value:$help"); fi ;;
            dir|file)
                [[ $PREFIX == --*=* ]] && compset -P '*='
                if [[ $kind == dir ]]; then _path_files -/; else _path_files -f; fi ;;
        esac
    done
    (( $#described )) && _describe -V unsorted described -U
    (( $#values )) && compadd -U -V unsorted -a values
}

if [[ $funcstack[1] == _%(prog_name)s ]]; then
    _%(prog_name)s "$@"
else
    compdef _%(prog_name)s %(prog_name)s
fi
"""

# fish completes paths as it does for a command that has no completion of its own, "~" and open quotes included.
_FISH: Final = """\
function %(complete_func)s
    set -l program (commandline -opc)[1]
    command -q -- $program; or set program %(prog_name)s
    set -l typed (commandline -ct | string collect)
    set -l head (string match -r -- '^--[^=]+=' $typed)
    set -l rest (string replace -r -- '^--[^=]+=' '' $typed)
    for line in (COMP_TYPED=(commandline -cp | string collect) %(complete_var)s=fish_complete $program 2>/dev/null)
        switch $line
            case 'plain,*'
                string replace -- plain, '' $line
            case 'dir,*'
                complete -C"__no_such_command $rest" | string match -r -- '.*/$' | string replace -r -- '^' "$head"
            case 'file,*'
                complete -C"__no_such_command $rest" | string replace -r -- '^' "$head"
        end
    end
end

complete --no-files --keep-order --command %(prog_name)s --arguments '(%(complete_func)s)'
"""


class TypedLine(NamedTuple):
    """A command line up to the cursor.

    `words` are those before the one that is typed, the command's name first; `last` is that one, `raw` the same with
    its quotes as they stand there.
    """

    words: tuple[str, ...]
    last: str
    raw: str


def typed_line(line: str) -> TypedLine:
    """Take a command line apart as the shells do; assignments before the command are left out."""
    words, ends = list[str](), [0]
    source = io.StringIO(line + _END)
    lexer = shlex.shlex(source, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    try:
        for word in lexer:
            words.append(word)
            ends.append(source.tell())
    except ValueError:  # the end came within quotes
        words.append(lexer.token)
    raw = line[ends[len(words) - 1] :].lstrip()
    while len(words) > 1 and _ASSIGNMENT.match(words[0]):
        words.pop(0)
    return TypedLine(tuple(words[:-1]), words[-1].removesuffix(_END), raw)


class ShellAnswers(ShellComplete):
    """What holds in every shell: a TAB that finds nothing, or whose routine has problems, offers nothing."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor without the command, and the one that is typed."""
        typed = os.environ.get(TYPED_VARIABLE)
        if typed is None:  # click's own script, kept from an earlier version
            return super().get_completion_args()
        line = typed_line(typed)
        return list(line.words[1:]), line.last

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """What may stand in the place of the word that is typed, the option before a "=" included."""
        try:
            found = super().get_completions(args, incomplete)
        except (BackdayError, OSError):
            return []
        option = _OPTION.match(incomplete)
        for item in found if option else ():
            item.value = f"{option[0] if option else ''}{item.value}"
        return [item for item in found if item.value.isprintable() or item.type != "plain"]


class BashAnswers(ShellAnswers, BashComplete):
    """bash puts in what it is given as it stands, in the place of what follows the last of `COMP_WORDBREAKS`."""

    source_template: ClassVar[str] = _BASH

    def source(self) -> str:
        """The script, whatever the version of bash is."""
        return ShellComplete.source(self)

    def complete(self) -> str:
        """A line for each answer."""
        typed = os.environ.get(TYPED_VARIABLE)
        if typed is None:
            return super().complete()
        raw = typed_line(typed).raw
        start, quote = word_start(raw, os.environ.get(BREAKS_VARIABLE, ""))
        head = typed_line(f"- {raw[:start]}").last
        args, last = self.get_completion_args()
        lines = list[str]()
        for item in self.get_completions(args, last):
            if item.type != "plain":
                lines.append(f"{item.type},")
            elif item.value.startswith(head):
                lines.append(f"plain,{quoted(item.value[len(head) :], quote)}")
        return "\n".join(lines)


def word_start(raw: str, breaks: str) -> tuple[int, str]:
    """Where in a word bash begins to replace, and the quote that is open there, "" where none is."""
    start, quote, is_escaped = 0, "", False
    for at, sign in enumerate(raw):
        if is_escaped:
            is_escaped = False
        elif sign == "\\" and quote != "'":
            is_escaped = True
        elif quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            start, quote = at + 1, sign
        elif sign in breaks:
            start = at + 1
    return start, quote


def quoted(value: str, quote: str) -> str:
    """A text as it is written in bash, behind the quote that is open."""
    if quote == "'":
        return value.replace("'", "'\\''")
    return _SPECIAL[quote].sub(r"\\\g<0>", value)


class ZshAnswers(ShellAnswers, ZshComplete):
    """zsh writes quotes itself."""

    source_template: ClassVar[str] = _ZSH


class FishAnswers(ShellAnswers, FishComplete):
    """fish writes quotes itself, and leaves out what doesn't fit."""

    source_template: ClassVar[str] = _FISH


def register() -> None:
    """Let click answer the shells in this way."""
    for answers in (BashAnswers, ZshAnswers, FishAnswers):
        add_completion_class(answers)
