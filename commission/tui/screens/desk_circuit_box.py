"""Boxes in which an act on a sheet of a circuit is filled in: what is wrong with a field is said where it is typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult

from commission.rules.fault import Fault
from commission.tui.desk_circuit_form import CircuitForm
from commission.tui.safe import Span
from commission.tui.screens.asking import Question, show_text
from commission.tui.screens.desk_acts import ActBox
from commission.tui.widgets.fields import Field
from commission.tui.widgets.lines import Lines


class Checked(Question):
    """One field that keeps what is typed and says what is wrong with it, until it is right or given up."""

    def __init__(
        self, title: str, text: str, *, required: bool, value: str, check: Callable[[str], Fault | None]
    ) -> None:
        super().__init__(title, text, required=required)
        self._value, self._check = value, check
        self._wrong = ""

    def body(self) -> ComposeResult:
        """The question, its field with what was typed before, and what is wrong with it."""
        yield Lines(id="question")
        yield Field(self._value, id="answer")
        yield Lines(id="answer-said")

    def redraw(self) -> None:
        """The question, and what is wrong."""
        super().redraw()
        said = self.query_one("#answer-said", Lines)
        said.display = bool(self._wrong)
        show_text(said, self._wrong, "bad")

    def do_accept(self) -> None:
        """Take the answer, if it is right."""
        answer = self.query_one(Field).value.strip()
        complaint = self._check(answer)
        if complaint is None and (answer or not self._required):
            self.close(answer)
            return
        self._wrong = "✗ " + (self.words.fault(complaint) if complaint else self.words.say("This cannot stay empty."))
        self.redraw()


class CircuitBox(ActBox):
    """One act on a sheet: a row a field, then what would be written or what stands in the way."""

    def __init__(self, form: CircuitForm, wrong: str = "") -> None:
        super().__init__(form)
        self.sheet, self._wrong = form, wrong

    def heading(self) -> str:
        """What is done, and on whose sheet."""
        fiche = self.sheet.fields.get("fiche", "")
        return super().heading() + (f" · {fiche}" if fiche else "")

    def question(self, name: str, title: str) -> Question:
        """The box in which a field is typed, with what was typed before."""
        form = self.sheet
        value = form.fields.get(name, "")
        required = form.required(name)
        return Checked(
            title, form.hint(name, self.words), required=required, value=value, check=lambda x: form.complaint(name, x)
        )

    def _said(self) -> list[Span]:
        """What stands in the way or what will stand; of a new sheet, what must never be typed."""
        said = super()._said()
        if self.sheet.kind == "fiche":
            never = "Type no name, no initials, no birth date, no address: keep the table of pseudonyms elsewhere."
            said.append(Span(self.words.say(never), "warn"))
        return said

    def _take(self, name: str, value: str) -> None:
        self.sheet.put(name, value)
