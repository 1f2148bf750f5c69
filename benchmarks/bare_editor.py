"""The least that an editor in Textual can be: the measure that backday's is held against. Its argument is a file."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class BareEditor(App[None]):
    """A text area, and nothing beside it."""

    def compose(self) -> ComposeResult:
        """The text with its line numbers."""
        yield TextArea(Path(sys.argv[1]).read_text(), show_line_numbers=True, soft_wrap=False)


if __name__ == "__main__":
    BareEditor().run()
