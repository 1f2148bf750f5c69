"""A screen of what is read in a thread: it says that it reads, then shows what was found, or why it can't be read.

What is read, and how it is shown, the screens say that are made of this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Generic, TypeVar

from textual import work
from textual.content import Content
from textual.message import Message
from textual.screen import Screen, ScreenResultType
from textual.worker import get_current_worker

from backday_tui.errors import BackdayError
from backday_tui.text import clean
from backday_tui.tui.widgets.dialog import KeysScreen
from backday_tui.tui.widgets.key_line import KeyLine, hints
from backday_tui.tui.widgets.lines import TextLine, TextLines
from backday_tui.tui.widgets.pick_list import MUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.widget import Widget

    from backday_tui.tui.args import LibraryContext
    from backday_tui.tui.widgets.key_line import ScreenKey

FoundT = TypeVar("FoundT")
_MOST_TROUBLE: Final = 400


class FoundMore(Message, Generic[FoundT]):
    """What the thread found by now; or why it can't read on."""

    def __init__(self, found: FoundT | None, trouble: str = "") -> None:
        super().__init__()
        self.found = found
        self.trouble = trouble


class ReadingScreen(Screen[ScreenResultType], Generic[FoundT, ScreenResultType]):
    """A title, the parts below it, the keys in the last line.

    Args:
        name: what the title says, cleaned.
        context: with the log.
    """

    DEFAULT_CSS = """
    ReadingScreen {
        layout: vertical;
        #title { padding: 0 2; background: $surface; }
        &.-tall #title { height: 3; padding: 1 2; }
    }
    """
    KEYS: ClassVar[Sequence[ScreenKey]]
    HELP_TITLE: ClassVar = "Keys"
    TALL: ClassVar = 20
    """From so many lines on there is air around the parts: the screen has the class "-tall"."""

    def __init__(self, name: str, context: LibraryContext) -> None:
        super().__init__()
        self._called = name
        self._library_context = context
        self._found: FoundT | None = None
        self._reads = True
        self._trouble = ""
        self._title = TextLine(id="title")
        self.show_title()

    # What a screen of this kind says.

    def parts(self) -> Iterable[Widget]:
        """What stands below the title."""
        raise NotImplementedError

    def read(self) -> Iterable[FoundT | None]:
        """In the thread: what is found, None for nothing; each is shown as it comes, in the place of the one before.

        Raises:
            BackdayError: it can't be read; what was found by then isn't shown any more.
        """
        raise NotImplementedError

    def show_found(self) -> None:
        """Show what is known by now: `_found`, and where that is None, `instead`."""
        raise NotImplementedError

    def fit(self) -> None:
        """The size has changed: a page has to be laid out anew."""

    # What is known.

    def compose(self) -> ComposeResult:
        yield self._title
        yield from self.parts()
        yield KeyLine(hints(self.KEYS))

    def on_mount(self) -> None:
        """Read once the screen is there."""
        self.show_found()
        self.call_after_refresh(self._read)

    def on_resize(self, event: Resize) -> None:
        """Find out what has room in the new size."""
        self.set_class(event.size.height >= self.TALL, "-tall")
        self.call_after_refresh(self.fit)

    @work(thread=True, exclusive=True, group="reading")
    def _read(self) -> None:
        worker = get_current_worker()
        try:
            for found in self.read():
                if worker.is_cancelled:
                    return
                self.post_message(FoundMore(found))
        except BackdayError as error:
            self.post_message(FoundMore(None, str(error)))

    def on_found_more(self, message: FoundMore[FoundT]) -> None:
        """Show what was found, or why it can't be read."""
        self._found = message.found
        self._reads, self._trouble = False, clean(message.trouble, _MOST_TROUBLE)
        self.show_found()

    def instead(self, nothing: str) -> str:
        """What is said in the place of what isn't there: that it is being read, why it can't be, or `nothing`."""
        return "Reading…" if self._reads else self._trouble or nothing

    def show_title(self, more: str = "") -> None:
        """Show the name of what is shown, and `more` of it."""
        self._title.show(self.title_with(more))

    def title_with(self, more: str) -> Content:
        """The title, were this shown in it."""
        return Content.assemble((self._called, "bold $primary"), (f"   {more}" if more else "", MUTED))

    # What the person does.

    def action_help(self) -> None:
        self.app.push_screen(KeysScreen(self.KEYS, self.HELP_TITLE))

    def action_leave(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)


class ReadingPage(ReadingScreen[FoundT, None], Generic[FoundT]):
    """What is found as a page to scroll, laid out by `show_found` for each size."""

    DEFAULT_CSS = """
    ReadingPage {
        #page { height: 1fr; }
    }
    """
    AUTO_FOCUS = "#page"

    def __init__(self, name: str, context: LibraryContext) -> None:
        super().__init__(name, context)
        self.page = TextLines(id="page")

    def parts(self) -> Iterable[Widget]:
        """The page."""
        return (self.page,)

    def fit(self) -> None:
        """Lay the page out."""
        self.show_found()

    def action_scroll(self, by: int) -> None:
        """Up or down by so many lines."""
        self.page.scroll_relative(y=by, animate=False)
