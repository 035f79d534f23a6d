"""The line that says a mark in words, with completion of codes and what was typed before."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.suggester import Suggester
from textual.widgets import Input

from commission.rules.fault import Refused
from commission.tui import phrase, safe
from commission.tui.actions import DIALOG, Action
from commission.tui.safe import Span
from commission.tui.saying import replaces, say
from commission.tui.scoring import Scoring
from commission.tui.screens.asking import ENTER, show_text
from commission.tui.shell import Dialog
from commission.tui.widgets.fields import Field
from commission.tui.widgets.lines import Lines
from commission.words import N_

SAID = 3
"""Rows that what became of a line may take: at 80 columns the long refusals need two."""


class Codes(Suggester):
    """Completes the code being typed."""

    def __init__(self, scoring: Scoring) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._scoring = scoring

    async def get_suggestion(self, value: str) -> str | None:
        """The first code that what is typed begins."""
        definition = self._scoring.room.definition
        found = phrase.completions(value, definition.call, [each.code for each in self._scoring.board.dossiers()])
        longer = (value + each[len(value) :] for each in found if len(each) > len(value))
        return next(longer, None)


class WordsLine(Dialog[None]):
    """``b5 6,5 bon partenariat``: a line, a mark, an observation; the box stays open for the next."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        ENTER,
        *DIALOG,
        Action("complete", ("tab",), N_("complete the code"), N_("Complete the code"), 3),
    )

    def __init__(self, scoring: Scoring) -> None:
        super().__init__()
        self._scoring = scoring
        self._history = scoring.phrases
        self._place = len(self._history)
        self._said: Span = Span("")

    def heading(self) -> str:
        """What this box is for."""
        return self.words.say("In words")

    def body(self) -> ComposeResult:
        """An example, the field, what became of the last line."""
        yield Lines(id="question")
        yield Field(id="answer", suggester=Codes(self._scoring))
        yield Lines(id="answer-said")

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.query_one(Field))
        super().on_mount()

    def redraw(self) -> None:
        """The example, and what became of the last line."""
        super().redraw()
        text = self.words.say(
            "A line, its mark, an observation if any: b5 6,5 good partnership. Also: b5 so, b5 nspp reason.\n"
            "An observation alone: b5 obs good partnership."
        )
        show_text(self.query_one("#question", Lines), text)
        said = self.query_one("#answer-said", Lines)
        rows = safe.wrap(self._said.text, said.size.width or 60, SAID) or [""]
        said.styles.height = len(rows)
        said.show([safe.line(Span(row, self._said.role)) for row in rows])

    @on(Input.Changed)
    def foretell(self) -> None:
        """Say, before it is written, that an observation will be replaced."""
        field = self.query_one(Field)
        if field.value:
            replaced = self._named(replaces(self._scoring, field.value))
            self._said = Span(self.words.say("Replaces: {text}", text=replaced), "warn") if replaced else Span("")
            self.redraw()

    def _named(self, replaced: tuple[str, str]) -> str:
        """A mark and an observation, those that are there."""
        mark, observation = replaced
        return " · ".join(each for each in (self.words.value(mark) if mark else "", observation) if each)

    async def take(self, event: events.Key) -> bool:
        """Up and down bring back what was typed; Tab completes."""
        if self.app.screen is not self or event.key not in {"up", "down"} or not self._history:
            return await super().take(event)
        field = self.query_one(Field)
        self._place = max(0, min(self._place + (1 if event.key == "down" else -1), len(self._history)))
        field.value = safe.plain((*self._history, "")[self._place])
        field.cursor_position = len(field.value)
        return True

    def do_complete(self) -> None:
        """Take the completion shown."""
        self.query_one(Field).action_cursor_right()

    async def do_accept(self) -> None:
        """Carry out what was typed."""
        field = self.query_one(Field)
        typed = field.value.strip()
        if not typed:
            await self.do_back()
            return
        self._history.append(typed)
        self._place = len(self._history)
        before = replaces(self._scoring, typed)
        try:
            say(self._scoring, typed)
        except Refused as refused:
            self._said = Span(f"✗ {self.words.short(refused.faults[0])}", "bad")
        else:
            # a mark whose reason is still being asked has replaced nothing yet
            replaced = self._named(("" if replaces(self._scoring, typed)[0] else before[0], before[1]))
            instead = self.words.say("Replaced: {text}", text=replaced) if replaced else ""
            self._said = Span("   ".join(each for each in (f"→ {typed}", instead) if each), "strong")
            field.value = ""
        self.commission.redraw_page()
        self.redraw()
