"""The least that Textual can show: one line of text. What it takes to start is Textual's, not ours."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One ``Static``, nothing else."""

    def compose(self) -> ComposeResult:
        """The one widget."""
        yield Static("ready to score")


if __name__ == "__main__":
    Bare().run()
