"""The desk of a session on a circuit: places by territory, every sheet with what comes next; acts go through a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from commission.live.room import Receipt, Room
from commission.result.circuit import Standing
from commission.tui import desk_actions, desk_circuit
from commission.tui.actions import Action
from commission.tui.messages import Picked, Pointed
from commission.tui.safe import Line, Span
from commission.tui.screens.chooser import Chooser
from commission.tui.screens.desk_circuit_office import CircuitOffice
from commission.tui.screens.desk_fiche import FichePage
from commission.tui.screens.desk_office import who_sits
from commission.tui.screens.reading import Reading
from commission.tui.widgets.lines import Lines
from commission.tui.widgets.menu import Item, Menu


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
        page = FichePage(self.room, self._opener, code, self.group)

        def back(_: None) -> None:
            self._back_at = page.fiche

        self._notice = Span("")
        await self.app.push_screen(page, back)

    async def do_details(self) -> None:
        """The panel as a whole."""
        if each := self.chosen:
            await self.app.push_screen(Reading(each.case.code, self._about))
