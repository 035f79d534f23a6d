"""The desk of a session on a circuit: places by territory, every sheet with what comes next; acts go through a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from commission.live.room import Receipt, Room, today
from commission.result.circuit import Overview, Standing, overview
from commission.rules.circuit import Circuit
from commission.session.circuit_entry import KINDS
from commission.tui import desk_actions, desk_circuit, desk_head, safe
from commission.tui.actions import Action
from commission.tui.desk_circuit_form import CircuitForm
from commission.tui.desk_form import BY
from commission.tui.desk_head import Layout
from commission.tui.messages import Picked, Pointed
from commission.tui.safe import Line, Span, line
from commission.tui.screens.chooser import Chooser
from commission.tui.screens.desk_acts import ActBox
from commission.tui.screens.desk_circuit_box import CircuitBox
from commission.tui.screens.desk_office import Office, entry_of, who_sits
from commission.tui.screens.reading import Reading
from commission.tui.widgets.lines import Lines
from commission.tui.widgets.menu import Item, Menu


class CircuitOffice(Office, inherit_bindings=False):
    """What the pages of a circuit share: the sheets as they stand, their forms, and the indicators."""

    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = """
    CircuitOffice #desk { height: 1fr; width: 100%; layout: vertical; }
    CircuitOffice #menu { height: 1fr; }
    CircuitOffice.-wide #desk { layout: horizontal; }
    CircuitOffice.-wide #menu { height: 100%; }
    """
    READS = False
    """Whether the panel says much: it is then given more rows."""
    _sent: tuple[str, dict[str, str]] = ("", {})

    @property
    def circuit(self) -> Circuit:
        """The circuit of this session."""
        circuit = self.room.definition.circuit
        assert circuit is not None
        return circuit

    @property
    def found(self) -> Overview:
        """Every sheet, as it stands now."""
        return overview(self.circuit, self.room.state.book, self.room.definition.waiting)

    @property
    def fiche(self) -> str:
        """The sheet that acts of this page are about; empty if there is none."""
        return ""

    @property
    def layout_now(self) -> Layout:
        """Where list and panel stand on a terminal of this size."""
        return desk_head.layout(*self.app.size, self.HEADS, ranks=self.READS)

    def act_box(self, kind: str, known: dict[str, str]) -> ActBox:
        """The form of an act on a sheet, about the one in front; any other act has the form it has everywhere."""
        if kind not in KINDS:
            return super().act_box(kind, known)
        if kind != "fiche" and self.fiche:
            known = {"fiche": self.fiche, **known}
        return CircuitBox(self._form(kind, known))

    def _form(self, kind: str, known: dict[str, str]) -> CircuitForm:
        state, viewer = self.room.state, self.room.viewer
        return CircuitForm(state, viewer, kind, known, partial(entry_of, self.room), today(self.room))

    def _write(self, kind: str, fields: dict[str, str], by: str) -> None:
        self._sent = (kind, {**fields, **({BY: by} if by else {})})
        super()._write(kind, fields, by)

    def written(self, receipt: Receipt) -> None:
        """An act is on disk; or it is refused, and its form comes back with what was typed and why."""
        super().written(receipt)
        kind, fields = self._sent
        if receipt.refused and kind == receipt.kind and kind in KINDS:
            self.call_later(self.ask, CircuitBox(self._form(kind, fields), self.words.fault(receipt.refused.faults[0])))

    def show_panel(self, title: str, lines: Sequence[Line]) -> None:
        """What the panel has room for; the rest is one key away."""
        panel, at = self.query_one("#panel", Lines), self.layout_now
        panel.display = at.panel_height > 0
        panel.styles.width, panel.styles.height = at.panel, at.panel_height
        shown = [line(" ", Span(safe.clip(title, at.panel - 2), "rule-title"), fill="rule"), *lines]
        if len(shown) > at.panel_height:
            more = self.words.say("d: the rest")
            shown = [*shown[: at.panel_height - 1], line(Span(f" ↓ {more}", "muted"))]
        panel.show(shown)

    async def do_figures(self) -> None:
        """Indicators, places and waiting lists."""
        title = self.words.say("Indicators and waiting lists")
        await self.app.push_screen(Reading(title, lambda width: desk_circuit.figures(self.found, width, self.words)))


class CircuitPage(CircuitOffice, inherit_bindings=False):
    """The list of sheets, below the places."""

    ACTIONS: ClassVar[tuple[Action, ...]] = desk_actions.CIRCUIT
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, room: Room, opener: Callable[..., Room] = Room.open) -> None:
        super().__init__(room, opener)
        self._group = 0
        self._back_at = ""

    def body(self) -> ComposeResult:
        """Places, the list, and the panel that says in full what is under the cursor."""
        yield Lines(id="places")
        with Container(id="desk"):
            yield Menu(id="menu")
            yield Lines(id="panel")

    async def on_mount(self) -> None:
        """The cursor on the first sheet; a president with a slip types its code."""
        self.set_focus(self.query_one(Menu))
        await who_sits(self, self.room)

    @property
    def fiche(self) -> str:
        """None: acts chosen here ask for their sheet, unless they were chosen about one."""
        return ""

    @property
    def chosen(self) -> Standing | None:
        """The sheet under the cursor."""
        code = self.query_one(Menu).chosen
        return next((each for each in self.found.standings if each.case.code == code), None)

    @property
    def group(self) -> str:
        """Which sheets are shown."""
        return desk_circuit.GROUPS[self._group]

    def head(self, width: int) -> list[Line]:
        """The session and who is at the desk; the groups; what is wrong with the files."""
        return desk_circuit.head(self.room, self.found, self.group, width, self.words)

    def redraw(self) -> None:
        """Everything as it stands now."""
        width, height = self.app.size
        self.HEADS = len(self.head(width))
        self.redraw_frame()
        found, at, menu = self.found, self.layout_now, self.query_one(Menu)
        self.set_class(at.wide, "-wide")
        places = self.query_one("#places", Lines)
        rows = desk_circuit.places(found, width, max(1, height // 5), self.words)
        places.display = height >= 16
        places.styles.height = len(rows)
        places.show(rows)
        menu.styles.width = at.table
        shown = desk_circuit.grouped(found, self.group)
        menu.fill(desk_circuit.items(found, shown, at.table, self.words), self._back_at or menu.chosen)
        self._back_at = ""
        self._panel()

    def _panel(self) -> None:
        each = self.chosen
        title = f"{each.case.code} · {self.circuit.territory(each.case.territory).title}" if each else ""
        self.show_panel(title, self._about(self.layout_now.panel))

    def _about(self, width: int) -> list[Line]:
        each = self.chosen
        return desk_circuit.about(self.found, each, width, self.words) if each else []

    @on(Pointed)
    def moved(self) -> None:
        """The cursor stands elsewhere."""
        self._notice = Span("")
        self.redraw_frame()
        self._panel()

    # --- What is done -----------------------------------------------------------------------------------------------

    def do_next_group(self) -> None:
        """The next group of sheets."""
        self._group = (self._group + 1) % len(desk_circuit.GROUPS)
        self.again()

    def do_group_before(self) -> None:
        """The one before."""
        self._group = (self._group - 1) % len(desk_circuit.GROUPS)
        self.again()

    async def do_new(self) -> None:
        """A new sheet."""
        await self.fill_in("fiche", {})

    def written(self, receipt: Receipt) -> None:
        """A new sheet is on disk: the cursor goes to it."""
        if receipt.named and receipt.kind == "fiche":
            self._back_at = str(getattr(receipt.named.entry, "fiche", ""))
            self._group = self._group if self.group == "in-hand" else 0
        super().written(receipt)

    async def do_find(self) -> None:
        """A sheet of any group, by what is typed; Enter opens it."""
        found = self.found
        items: list[Item] = desk_circuit.items(found, found.standings, min(94, self.app.size.width - 6), self.words)

        async def opened(code: str | None) -> None:
            if code:
                await self.open(code)

        await self.app.push_screen(Chooser(self.words.say("Find a sheet"), items), opened)

    @on(Picked)
    async def do_choose(self) -> None:
        """The sheet under the cursor."""
        if each := self.chosen:
            await self.open(each.case.code)

    async def open(self, code: str) -> None:
        """One sheet, in front of the list; back from it the cursor is on the one last looked at."""
        from commission.tui.screens.desk_fiche import FichePage

        page = FichePage(self.room, self._opener, code, self.group)

        def back(_: None) -> None:
            self._back_at = page.fiche

        self._notice = Span("")
        await self.app.push_screen(page, back)

    async def do_details(self) -> None:
        """The panel as a whole."""
        if each := self.chosen:
            await self.app.push_screen(Reading(each.case.code, self._about))
