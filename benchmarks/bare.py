"""The least that a countdown in Textual can be: the measure that backday is held against."""

from textual.app import App, ComposeResult
from textual.widgets import Digits


class Bare(App[None]):
    """Ten minutes, a second at a time."""

    left_s = 600

    def compose(self) -> ComposeResult:
        """The digits alone."""
        yield Digits(self._clock())

    def on_mount(self) -> None:
        """Begin to count."""
        self.set_interval(1, self._count)

    def _count(self) -> None:
        self.left_s -= 1
        self.query_one(Digits).update(self._clock())

    def _clock(self) -> str:
        return f"{self.left_s // 60:02d}:{self.left_s % 60:02d}"


if __name__ == "__main__":
    Bare().run()
