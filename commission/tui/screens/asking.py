"""Boxes that ask one thing: a reason, yes or no, a personal code, an observation."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import TextArea

from commission.tui import safe
from commission.tui.actions import DIALOG, Action
from commission.tui.safe import Line, Span
from commission.tui.shell import Dialog
from commission.tui.widgets.fields import Field, Notes
from commission.tui.widgets.lines import Lines
from commission.words import N_

ENTER = Action("accept", ("enter",), N_("accept"), N_("Accept what is typed"), 1)


class Question(Dialog[str]):
    """A few lines of text above one field; gives what was typed, or None. ``required``: an empty answer is not taken."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (ENTER, *DIALOG)

    def __init__(self, title: str, text: str, *, required: bool = True, secret: bool = False) -> None:
        super().__init__()
        self._title, self._text, self._required, self._secret = title, text, required, secret

    def heading(self) -> str:
        """The title it was given."""
        return self._title

    def body(self) -> ComposeResult:
        """The question and its field."""
        yield Lines(id="question")
        yield Field(id="answer", password=self._secret)

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.query_one(Field))
        super().on_mount()

    def redraw(self) -> None:
        """The question, wrapped to the box."""
        super().redraw()
        show_text(self.query_one("#question", Lines), self._text)

    def do_accept(self) -> None:
        """Take the answer."""
        answer = self.query_one(Field).value.strip()
        if answer or not self._required:
            self.close(answer)


class Confirm(Dialog[bool]):
    """A question that Enter answers with yes and Esc with no."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("accept", ("enter",), N_("yes"), N_("Yes"), 1),
        Action("back", ("escape",), N_("no"), N_("No, go back"), 2),
    )

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def heading(self) -> str:
        """The title it was given."""
        return self._title

    def body(self) -> ComposeResult:
        """The question."""
        yield Lines(id="question")

    def redraw(self) -> None:
        """The question, wrapped to the box."""
        super().redraw()
        show_text(self.query_one("#question", Lines), self._text)

    def do_accept(self) -> None:
        """Yes."""
        self.close(True)


class Observation(Dialog[str]):
    """An observation being written; every change goes to ``keep``, so that a crash loses nothing but the last key."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("accept", ("enter",), N_("write"), N_("Write the observation"), 1),
        Action("new_line", ("ctrl+j",), N_("new line"), N_("Begin a new line"), 2),
        Action("back", ("escape",), N_("give up"), N_("Close and forget what was typed here"), 3),
    )

    def __init__(self, title: str, text: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._title, self._text, self._keep = title, safe.paragraphs(text), keep

    def heading(self) -> str:
        """Which line of which dossier."""
        return self._title

    def body(self) -> ComposeResult:
        """The text."""
        yield Notes(self._text, id="notes")

    def on_mount(self) -> None:
        """Type at the end of what is there."""
        notes = self.query_one(Notes)
        self.set_focus(notes)
        notes.move_cursor(notes.document.end)
        super().on_mount()

    @on(TextArea.Changed)
    def changed(self, event: TextArea.Changed) -> None:
        """Keep what stands there now."""
        if event.text_area.text != self._text:
            self._keep(event.text_area.text)

    def do_new_line(self) -> None:
        """Enter writes, so a new line has a key of its own."""
        self.query_one(Notes).insert("\n")

    async def do_back(self) -> None:
        """Give up what was typed; asked first where something was."""
        if self.query_one(Notes).text == self._text:
            self.close(None)
            return

        def sure(yes: bool | None) -> None:
            if yes:
                self.close(None)

        question = Confirm(self.words.say("Give up"), self.words.say("Forget what you have typed here?"))
        await self.app.push_screen(question, sure)

    def do_accept(self) -> None:
        """Write it."""
        self.close(self.query_one(Notes).text)


class Locked(Dialog[bool]):
    """Covers the screen until the member's code, or Enter where there is none."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("accept", ("enter",), N_("unlock"), N_("Unlock with your code"), 1),
        Action("leave", ("escape",), N_("pass the seat"), N_("Hand this computer to the next member"), 2),
    )

    def __init__(self, name: str, opens: Callable[[str], bool] | None) -> None:
        super().__init__(classes="opaque")
        self._name, self._opens = name, opens
        self._wrong = False

    def heading(self) -> str:
        """Locked, and by whom."""
        return self.words.say("Locked: {name}", name=self._name)

    def body(self) -> ComposeResult:
        """A field where there is a code."""
        yield Lines(id="question")
        if self._opens:
            yield Field(id="answer", password=True)

    def on_mount(self) -> None:
        """Type at once."""
        if self._opens:
            self.set_focus(self.query_one(Field))
        super().on_mount()

    def redraw(self) -> None:
        """What opens it."""
        super().redraw()
        text = (
            self.words.say("Type your personal code, then Enter.") if self._opens else self.words.say("Enter unlocks.")
        )
        if self._wrong:
            text = self.words.say("This is not the code of {name}.", name=self._name)
        show_text(self.query_one("#question", Lines), text)

    def do_accept(self) -> None:
        """Open, if it is the code."""
        if self._opens is None or self._opens(self.query_one(Field).value):
            self.close(True)
            return
        self._wrong = True
        self.query_one(Field).value = ""
        self.redraw()

    def do_leave(self) -> None:
        """Someone else sits down."""
        self.close(False)


def show_text(lines: Lines, text: str, role: str = "") -> None:
    """A few wrapped lines, as high as they need."""
    wrapped: list[Line] = []
    for paragraph in text.split("\n"):
        wrapped += [safe.line(Span(each, role)) for each in safe.wrap(paragraph, lines.size.width or 60, 12)]
    lines.styles.height = len(wrapped)
    lines.show(wrapped)
