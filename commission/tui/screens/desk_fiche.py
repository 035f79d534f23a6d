"""One sheet of a circuit at the desk: every line of it, and below what may be done now; Enter on a line does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from commission.live.room import Room, today
from commission.publication.circuit_table import stage_text
from commission.result.circuit import standing
from commission.rules.fault import fault
from commission.session.circuit_state import Case
from commission.session.circuit_steps import Step, steps
from commission.tui import desk_actions, desk_circuit, safe
from commission.tui.actions import Action
from commission.tui.desk_fiche import Sheet, step_text
from commission.tui.messages import Picked, Pointed
from commission.tui.packing import Piece, pack
from commission.tui.safe import BLANK, Line, Span, line
from commission.tui.screens.chooser import Chooser
from commission.tui.screens.desk_circuit_office import CircuitOffice
from commission.tui.screens.reading import Reading
from commission.tui.widgets.lines import Lines
from commission.tui.widgets.menu import Item, Menu


class FichePage(CircuitOffice, inherit_bindings=False):
    """One sheet, in front of the list of its group; Tab goes to the next of them."""

    ACTIONS: ClassVar[tuple[Action, ...]] = desk_actions.FICHE
    BINDINGS: ClassVar[list[BindingType]] = []
    READS = True

    def __init__(self, room: Room, opener: Callable[..., Room], code: str, group: str) -> None:
        super().__init__(room, opener)
        self._code, self._group = code, group

    def body(self) -> ComposeResult:
        """The lines of the sheet, and the panel."""
        with Container(id="desk"):
            yield Menu(id="menu")
            yield Lines(id="panel")

    def on_mount(self) -> None:
        """The cursor on the first thing to be done."""
        self.set_focus(self.query_one(Menu))

    @property
    def fiche(self) -> str:
        """This one."""
        return self._code

    @property
    def case(self) -> Case:
        """As it stands now."""
        return self.room.state.book.cases[self._code]

    @property
    def sheet(self) -> Sheet:
        """Its lines and its steps, as they stand now."""
        found = steps(self.room.definition, self.room.state.book, self.case, today(self.room))
        return Sheet(self.circuit, self.case, found, self.words)

    def head(self, width: int) -> list[Line]:
        """The session; the sheet, where it stands, where the person lives; what is wrong with the files."""
        w, book = self.words, self.room.state.book
        if self._code not in book.cases:
            return [desk_circuit.bar(self.room, width, w)]
        each = standing(self.circuit, book, self.case, self.room.definition.waiting)
        pieces = [
            Piece((Span(self._code, "strong"),), 1000),
            Piece((Span(self.case.territory),), 800),
            Piece((Span(stage_text(each, w), "key"),), 900),
            Piece((Span(desk_circuit.elsewhere(each, w), "warn"),), 700),
        ]
        return [
            desk_circuit.bar(self.room, width, w), pack(pieces, width)[0], *desk_circuit.banner(self.room, width, w),
        ]  # fmt: skip

    def redraw(self) -> None:
        """Everything as it stands now; a sheet that the files no longer hold leaves."""
        if self._code not in self.room.state.book.cases:
            self.do_back()
            return
        self.HEADS = len(self.head(self.app.size.width))
        self.redraw_frame()
        at, menu, sheet = self.layout_now, self.query_one(Menu), self.sheet
        self.set_class(at.wide, "-wide")
        menu.styles.width = at.table
        first = sheet.now[0].id if sheet.now else ""
        menu.fill(sheet.items(at.table), menu.chosen or first)
        self._panel()

    def _panel(self) -> None:
        sheet, chosen, at = self.sheet, self.query_one(Menu).chosen, self.layout_now
        row = sheet.rows().get(chosen)
        doing = sheet.doing(at.panel)
        tall = at.wide or at.panel_height > 12
        about = sheet.about(chosen, at.panel, 12 if tall else 2)
        if not tall:
            about = about[: max(2, at.panel_height - 1 - min(len(doing), 4))]
        self.show_panel(row.title if row else "", [*about, *([BLANK] if tall else []), *doing])

    @on(Pointed)
    def moved(self) -> None:
        """The cursor stands elsewhere."""
        self._notice = Span("")
        self.redraw_frame()
        self._panel()

    # --- What is done -----------------------------------------------------------------------------------------------

    @on(Picked)
    async def do_choose(self) -> None:
        """The line under the cursor: its form, or why it cannot be filled in now."""
        chosen = self.query_one(Menu).chosen
        step = self.sheet.steps.get(chosen)
        kind, _, code = chosen.partition(":")
        if step:
            await self._take(step)
        elif kind == "fill":
            await self._field(code)
        elif row := self.sheet.rows().get(chosen):
            self.tell(row.why or self.words.say("This was said when the sheet was opened."), "warn")

    async def _take(self, step: Step) -> None:
        if step.refusal:
            self.tell(f"✗ {self.words.short(step.refusal)}", "bad")
            return
        await self.fill_in(step.kind, dict(step.fields))

    async def _field(self, code: str) -> None:
        """A field of the published sheet; one that tells who somebody is is never typed."""
        field = next(each for each in self.circuit.fields if each.code == code)
        if field.personal:
            self.tell(f"✗ {self.words.short(fault('personal-field', title=field.title))}", "bad")
            return
        await self.fill_in("fill", {"field": code})

    async def do_steps(self) -> None:
        """The steps that may be taken now."""
        sheet, w = self.sheet, self.words
        items = [Item(each.id, line("  ", step_text(each, w))) for each in sheet.now]
        if not items:
            self.tell(sheet.doing(200)[-1].text.strip(), "warn")
            return

        async def chosen(id: str | None) -> None:
            if id and (step := self.sheet.steps.get(id)):
                await self._take(step)

        await self.app.push_screen(Chooser(w.say("What may be done now"), items), chosen)

    def _beside(self, way: int) -> None:
        codes = [each.case.code for each in desk_circuit.grouped(self.found, self._group)]
        if self._code not in codes:  # it has left its group since
            codes = [each.case.code for each in self.found.standings]
        self._code = codes[(codes.index(self._code) + way) % len(codes)]
        self.query_one(Menu).fill([])
        self.again()

    def do_next_sheet(self) -> None:
        """The next sheet of the group, round the end."""
        self._beside(1)

    def do_sheet_before(self) -> None:
        """The one before."""
        self._beside(-1)

    async def do_details(self) -> None:
        """The line under the cursor in full, then what may be done."""
        chosen = self.query_one(Menu).chosen
        row = self.sheet.rows().get(chosen)
        if row is None:
            return

        def lines(width: int) -> list[Line]:
            title = [line(" ", Span(part, "strong")) for part in safe.wrap(row.title, width - 2, 6)]
            return [*title, *self.sheet.about(chosen, width, 40), BLANK, *self.sheet.doing(width)]

        await self.app.push_screen(Reading(self._code, lines))

    def do_back(self) -> None:
        """Back to the list."""
        if self.app.screen is self:
            self.dismiss()
