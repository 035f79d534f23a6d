"""Boxes in which the desk acts: any act of the table as a form, and the opening of marks, confirmed in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input

from commission.live.identity import slip_opens
from commission.tui import safe
from commission.tui.actions import Action
from commission.tui.desk_form import BY, ActForm, typed_value
from commission.tui.desk_progress import Progress
from commission.tui.messages import Picked
from commission.tui.safe import BLANK, Line, Span, line
from commission.tui.screens.asking import Question
from commission.tui.screens.chooser import Chooser
from commission.tui.screens.reading import Pages
from commission.tui.shell import SMALL, Dialog
from commission.tui.widgets.fields import Field
from commission.tui.widgets.lines import Lines
from commission.tui.widgets.menu import Item, Menu
from commission.words import N_, Words

HINTS = {
    "order": N_("Best first: d2 > d1 = d3 (these share a rank), or: proposed. Empty with a ground for ranking nobody."),
    "reasons": N_(
        "A sentence for each that leaves its proposed rank, for all without one: d2: the reason | d1: the reason"
    ),
    "favour": N_("How many vote for it, in figures."),
    "against": N_("How many vote against it, in figures."),
    "abstentions": N_("How many abstain, in figures."),
    "awards": N_("The volume, then the sum in euros: d2 = 12 ; 96000,50 | d1 = - ; 48000. Empty: nobody is retained."),
    "reference": N_("How the decision is cited; it may stay empty."),
}
"""What is typed in the fields of a deliberation."""
GO = "go"
GIVE_UP = Action("back", ("escape",), N_("give up"), N_("Close without doing anything"), 2)


class ActBox(Dialog[bool]):
    """One act: a row a field, asked one after the other, then what would be written or what stands in the way."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("choose", ("enter",), N_("change, or write"), N_("Fill in the row, or write the act"), 1),
        Action("write", ("f2", "ctrl+s"), N_("write"), N_("Write the act"), 3),
        GIVE_UP,
    )

    def __init__(self, form: ActForm) -> None:
        super().__init__()
        self.form = form
        self._wrong = ""

    def heading(self) -> str:
        """What is done."""
        text = self.words.term("kind", self.form.kind)
        return text[:1].upper() + text[1:]

    def body(self) -> ComposeResult:
        """The rows, and what stands in the way."""
        yield Menu(id="menu")
        yield Lines(id="question")

    def on_mount(self) -> None:
        """Ask for what is missing at once."""
        self.set_focus(self.query_one(Menu))
        super().on_mount()
        if not self.form.right():
            self.call_after_refresh(self._ask_next)

    def redraw(self) -> None:
        """Rows, and what stands in the way."""
        super().redraw()
        w, form, menu = self.words, self.form, self.query_one(Menu)
        items = [self._row(each) for each in form.names]
        if not form.waiting() and not form.refusal():
            items.append(Item(GO, line(Span(w.say("→ Write"), "good"))))
        menu.styles.height = len(items)
        menu.fill(items, GO if items[-1].id == GO else menu.chosen)
        self._show(self._said())

    def _row(self, name: str) -> Item:
        label = safe.fit(self.words.say(self.form.label(name)), 18)
        shown = self.form.shown(name, self.words)
        value = (
            Span(safe.clip(shown, 52), "strong") if shown else Span("…" if self.form.required(name) else "–", "muted")
        )
        return Item(name, line(Span(label, "muted"), " ", value))

    def _said(self) -> list[Span]:
        """Who may do it, what stands in the way, or what will stand in the journals."""
        w, form = self.words, self.form
        if self._wrong:
            return [Span(f"✗ {self._wrong}", "bad")]
        if fault := form.right():
            return [Span(f"✗ {w.fault(fault)}", "bad")]
        said = []
        if form.names_someone:
            text = w.say("This is for the presidency: say in whose name. The identity is declared, not proven.")
            said.append(Span(text, "warn"))
        if form.waiting():
            names = w.listing(w.say(form.label(each)) for each in form.waiting())
            return [*said, Span(w.say("Still to fill in: {names}", names=names), "muted")]
        refusal = [Span(f"✗ {w.fault(each)}", "bad") for each in form.refusal()]
        said += [Span(each, "warn" if place else "") for place, each in enumerate(form.preview(w))]
        return said + (
            refusal or [Span(w.say("Once written, an entry stays; it can only be followed by another."), "muted")]
        )

    def _show(self, said: Sequence[Span]) -> None:
        lines = self.query_one("#question", Lines)
        width = lines.size.width or 60
        wrapped: list[Line] = [BLANK]
        for each in said:
            wrapped += [line(Span(text, each.role)) for text in safe.wrap(each.text, width, 6)]
        lines.styles.height = len(wrapped)
        lines.show(wrapped)

    # --- Filling in -------------------------------------------------------------------------------------------------

    @on(Picked)
    async def do_choose(self) -> None:
        """A row: fill it in; the last one: write."""
        self._wrong, chosen = "", self.query_one(Menu).chosen
        if chosen == GO:
            await self.do_write()
        elif chosen:
            await self._ask(chosen)

    async def _ask_next(self) -> None:
        waiting = self.form.waiting()
        if waiting:
            await self._ask(waiting[0])

    async def _ask(self, name: str) -> None:
        w, form = self.words, self.form
        title = w.say(form.label(name))

        async def answered(value: str | None) -> None:
            if value is None:
                self.redraw()
                return
            self._take(name, value)
            self.redraw()
            await self._ask_next()

        choices = form.choices(name, w)
        if choices:
            items = [Item(each.value, line("  ", each.label), f"{each.value} {each.label}") for each in choices]
            await self.app.push_screen(Chooser(title, items), answered)
        elif name in {"entries", "holds", "lot", "dossier"}:
            self._wrong = w.say("There is nothing to choose from.")
            self.redraw()
        else:
            await self.app.push_screen(self.question(name, title), answered)

    def question(self, name: str, title: str) -> Question:
        """The box in which a field is typed."""
        required, secret = self.form.required(name), self.form.kind == "slip"
        return Question(title, self._hint(name), required=required, secret=secret)

    def _hint(self, name: str) -> str:
        w = self.words
        if name == "value":
            agreed = self.form.kind == "agree"  # the commission agrees on a mark, or that there is none to give
            words = w.either([*([] if agreed else [w.value("declined")]), w.value("not-applicable")])
            return w.say("A number, comma or point; or in words: {words}. Empty: not scored.", words=words)
        if name == "reason":
            return w.say("In a few words; it is printed with the result.")
        if name in HINTS:
            return w.say(HINTS[name])
        if self.form.kind == "slip":
            return w.say("The personal code for this member's slip; only its fingerprint is kept.")
        return w.say("In a few words.")

    def _take(self, name: str, value: str) -> None:
        self.form.fields[name] = typed_value(value, self.words) if name == "value" else value
        if name == "entries":
            self.form.fields.pop("holds", None)

    async def do_write(self) -> None:
        """Write it, after the personal code of the one in whose name, if they have a slip."""
        form, w = self.form, self.words
        if form.right() or form.waiting() or form.refusal():
            self.redraw()
            return
        if not form.slip:
            self.close(True)
            return
        name = form.state.definition.member(form.fields[BY]).name

        def typed(code: str | None) -> None:
            if code is None:
                return
            if slip_opens(form.slip, code):
                self.close(True)
                return
            self._wrong = w.say("This is not the code of {name}.", name=name)
            self.redraw()

        text = w.say("{name}: type the personal code of your slip.", name=name)
        await self.app.push_screen(Question(w.say("Personal code"), text, secret=True), typed)


class OpeningBox(Dialog[bool]):
    """The opening of marks: which sheets are not handed in, what it changes; the lot's code typed, then Enter.

    How many seats will count cannot be mended afterwards: it stands above what scrolls, and is always seen.
    """

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("accept", ("enter",), N_("open the marks"), N_("Open the marks of this lot"), 1),
        GIVE_UP,
    )

    def __init__(self, progress: Progress, title: str, w: Words) -> None:
        super().__init__(classes="tall")
        self._lot, self._title, self._missing = progress.lot.code, title, progress.missing()
        self._incomplete = progress.incomplete()
        self._sheets, self._seats, self._lost = progress.counted(w), progress.seats(), progress.notes(w)
        self._wrong = False

    def heading(self) -> str:
        """Which lot."""
        return self.words.say("Open the marks: {lot}", lot=self._title)

    def body(self) -> ComposeResult:
        """What is about to happen, and the field that confirms it."""
        yield Lines(id="warning")
        yield Pages(self._text, id="pages")
        yield Lines(id="question")
        yield Field(id="answer")

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.query_one(Field))
        super().on_mount()

    def _warning(self, width: int) -> list[Line]:
        w, (counting, seats) = self.words, self._seats
        if not seats:
            return [line(Span(self._sheets, "strong"))]
        said = w.say_n("{n} seat of {all} will count", "{n} seats of {all} will count", counting, all=seats)
        role = "warn" if counting < seats else "strong"
        beside = f"{said} · {self._sheets}"
        figures = [beside] if safe.width(beside) <= width else [said, self._sheets]
        lines = [line(Span(safe.clip(each, width), role)) for each in figures]
        return [*lines, *(line(each) for each in safe.wrap(self._absent, width, 4))]

    @property
    def _absent(self) -> str:
        w = self.words
        return w.say("A seat that has handed in no sheet at all in the lot does not count in it: it blocks nothing.")

    @property
    def _small(self) -> bool:
        """Whether only the number of seats can stand above what scrolls: the field must be seen too."""
        return self.app.size.height < SMALL

    def _text(self, width: int) -> list[Line]:
        w = self.words
        lines = [line(each) for each in safe.wrap(self._absent, width, 4)] if self._small else []
        if count := sum(len(each) for each in self._missing.values()):
            said = w.say_n("{n} sheet is not handed in:", "{n} sheets are not handed in:", count)
            lines += _by_member(said, self._missing, width)
        if count := sum(len(each) for each in self._incomplete.values()):
            said = w.say_n("{n} sheet has blank lines:", "{n} sheets have blank lines:", count)
            lines += _by_member(said, self._incomplete, width)
        texts = [
            w.say(
                "From then on marks are shared: the ranking can be computed, and whoever did not withdraw may see it."
            ),
            w.say("A mark that arrives later is listed and not counted until the presidency admits it, with a reason."),
            w.say("A missing sheet blocks its dossier until it is handed in or the presidency closes scoring."),
            *self._lost,
        ]
        for text in texts:
            lines += [BLANK, *(line(each) for each in safe.wrap(text, width, 6))]
        return lines if lines[0] != BLANK else lines[1:]

    def redraw(self) -> None:
        """What to type."""
        super().redraw()
        warning = self.query_one("#warning", Lines)
        warned = self._warning(warning.size.width or 70)[: 1 if self._small else None]
        warning.styles.height = len(warned)
        warning.styles.margin = (0, 0, 0 if self._small else 1, 0)
        warning.show(warned)
        self.query_one(Pages).redraw()
        question = self.words.say("This cannot be undone. To open, type {lot} then Enter.", lot=self._lot)
        if self._wrong:
            question = self.words.say("That is not {lot}: nothing was opened.", lot=self._lot)
        lines = self.query_one("#question", Lines)
        lines.show([line(Span(safe.clip(question, lines.size.width or 70), "bad" if self._wrong else "strong"))])

    @on(Input.Submitted)
    def do_accept(self) -> None:
        """Open, if the code is right."""
        if self.query_one(Field).value.strip().casefold() == self._lot.casefold():
            self.close(True)
            return
        self._wrong = True
        self.redraw()

    async def take(self, event: events.Key) -> bool:
        """Arrows read on while the field keeps the letters."""
        if self.app.screen is self and event.key in {"up", "down", "pageup", "pagedown"}:
            return self.query_one(Pages).steer(event.key)
        return await super().take(event)


def _by_member(said: str, sheets: Mapping[str, Sequence[str]], width: int) -> list[Line]:
    """What is said of some sheets, then the dossiers of each member under their name."""
    lines = [line(Span(said, "warn"))]
    column = min(26, max(safe.width(each) for each in sheets))
    for name, dossiers in sheets.items():
        for n, each in enumerate(safe.wrap(", ".join(dossiers), max(10, width - column - 4), 20)):
            lines.append(line("  ", safe.fit(name if not n else "", column), "  ", each))
    return lines
