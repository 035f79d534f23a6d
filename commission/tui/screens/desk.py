"""The desk of one session: progress and ranking, lot by lot. What it does is in ``desk_office``; here it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from commission.live.room import Receipt, Room
from commission.result.ranking import LotRanking, rank
from commission.session import access
from commission.session.state import State
from commission.tui import desk_actions, desk_faults, desk_head, safe
from commission.tui.actions import Action
from commission.tui.desk_matrix import Matrix
from commission.tui.desk_ranking import Table, blocked
from commission.tui.desk_why import explained, title_of
from commission.tui.messages import Picked, Pointed
from commission.tui.safe import BLANK, Line, Span, line
from commission.tui.screens.desk_office import Office
from commission.tui.screens.reading import Reading, faults_of
from commission.tui.widgets.lines import Lines
from commission.tui.widgets.menu import Menu

WIDE = 130
"""From this width on, the panel stands beside the table instead of below it."""


class DeskPage(Office, inherit_bindings=False):
    """One lot at a time: its sheets, or its ranking where this viewer may see it."""

    ACTIONS: ClassVar[tuple[Action, ...]] = desk_actions.DESK
    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    DeskPage #desk { height: 1fr; width: 100%; layout: vertical; }
    DeskPage #panel { height: 7; width: 100%; }
    DeskPage #matrix, DeskPage #menu, DeskPage #sentence { width: 100%; height: 1fr; }
    DeskPage.-wide #desk { layout: horizontal; }
    DeskPage.-wide #matrix, DeskPage.-wide #menu, DeskPage.-wide #sentence { width: 13fr; height: 100%; }
    DeskPage.-wide #panel { width: 8fr; height: 100%; }
    """

    def __init__(self, room: Room, opener: Callable[..., Room] = Room.open) -> None:
        super().__init__(room, opener)
        self.ranks = False
        self.exact = False
        self._found: LotRanking | None = None
        self._found_in: State | None = None

    def body(self) -> ComposeResult:
        """Progress or ranking, and the panel that says in full what is under the cursor."""
        with Container(id="desk"):
            yield Matrix(self.words, id="matrix")
            yield Menu(id="menu")
            yield Lines(id="sentence")
            yield Lines(id="panel")

    def on_mount(self) -> None:
        """Progress first, on the first lot."""
        self.set_focus(self.query_one(Matrix))

    # --- What is shown ----------------------------------------------------------------------------------------------

    def ranking(self) -> LotRanking | None:
        """The ranking of the lot in front, if this viewer may see it now."""
        if access.sees_result(self.room.state, self.room.viewer, self.lot):
            self._found = None
        elif self._found is None or self._found.lot.code != self.lot or self._found_in is not self.room.state:
            self._found, self._found_in = rank(self.room.state, self.lot), self.room.state
        return self._found

    def head(self, width: int) -> list[Line]:
        """The session and who is at the desk; the lots; what is wrong with the files."""
        return desk_head.head(self.room, self._place, self.ranks, width, self.words)

    def redraw(self) -> None:
        """Everything as it stands now."""
        width, height = self.app.size
        self.HEADS = len(self.head(width))
        self.redraw_frame()
        wide = width >= WIDE
        self.set_class(wide, "-wide")
        self.query_one("#panel").styles.height = "1fr" if wide else panel_height(height, self.ranks)
        ranking = self.ranking() if self.ranks else None
        listed = bool(ranking and not ranking.faults)
        for id, shown in (("matrix", not self.ranks), ("menu", listed), ("sentence", self.ranks and not listed)):
            self.query_one(f"#{id}").display = shown
        self.query_one("#panel").display = listed or not self.ranks
        self.set_focus(self.query_one("#menu" if listed else "#matrix") if listed or not self.ranks else None)
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        if not self.ranks:
            self.query_one(Matrix).fill(self.progress)
        elif (ranking := self.ranking()) and not ranking.faults:
            menu = self.query_one(Menu)
            table = Table(self.room.definition, ranking, menu.size.width, self.words, self.exact)
            menu.fill(table.items(), menu.chosen)
            if menu.index <= 1:
                menu.top = 0
        else:
            self._fill_sentence()
        self._panel()

    def _fill_sentence(self) -> None:
        """Why there is no ranking to show, and what can be done about it."""
        w, lines = self.words, self.query_one("#sentence", Lines)
        width = min(lines.size.width, 100)
        refusal = access.sees_result(self.room.state, self.room.viewer, self.lot)
        faults = [refusal] if refusal else list(self._found.faults if self._found else ())
        shown = [BLANK, *blocked(faults, width, w)]
        if refusal and refusal.code == "lot-blind":
            shown += [BLANK, line("  ", Span(self.progress.counted(w), "strong"))]
            shown += [line("  ", w.say("The key o opens the marks; v goes back to progress."))]
        lines.show(shown)

    def _panel(self) -> None:
        panel = self.query_one("#panel", Lines)
        width, height = panel.size.width, panel.size.height
        if not panel.display or not height:
            return
        title, lines = self._about(width)
        shown = [line(" ", Span(safe.clip(title, width - 2), "rule-title"), fill="rule"), *lines]
        if len(shown) > height:
            more = self.words.say("Enter: the rest")
            shown = [*shown[: height - 1], line(Span(f" ↓ {more}", "muted"))]
        panel.show(shown)

    def _about(self, width: int) -> tuple[str, list[Line]]:
        """What the panel says: title and lines."""
        if not self.ranks:
            matrix = self.query_one(Matrix)
            return desk_head.about_sheet(self.progress, matrix.member, matrix.dossier, width, self.words)
        chosen, ranking = self.query_one(Menu).chosen, self.ranking()
        if not chosen or ranking is None:
            return "", []
        title = title_of(self.room.state, chosen, self.words)
        return title, explained(self.room.state, ranking, chosen, width, self.words)

    def written(self, receipt: Receipt) -> None:
        """An act is on disk or refused; a mark moves the state on without another state."""
        self._found = None
        super().written(receipt)

    @on(Pointed)
    @on(Matrix.Moved)
    def moved(self) -> None:
        """The cursor stands elsewhere."""
        self._notice = Span("")
        self.redraw_frame()
        self._panel()

    # --- Going about ------------------------------------------------------------------------------------------------

    def do_turn(self) -> None:
        """Progress or ranking."""
        self.ranks = not self.ranks
        self._again()

    def do_next_lot(self) -> None:
        """The next lot, round the end."""
        self._place = (self._place + 1) % len(self.room.definition.lots)
        self._again()

    def do_lot_before(self) -> None:
        """The one before."""
        self._place = (self._place - 1) % len(self.room.definition.lots)
        self._again()

    def do_exact(self) -> None:
        """Exact totals, or for the eye."""
        self.exact = not self.exact
        self._again()

    def _again(self) -> None:
        self._notice = Span("")
        self.redraw()

    async def do_faults(self) -> None:
        """What is wrong in the files."""
        await self.app.push_screen(faults_of(self, desk_faults.sentences(self.room, self.words)))

    @on(Picked)
    @on(Matrix.Taken)
    async def do_choose(self) -> None:
        """In progress: the acts about this member and dossier. In the ranking: the whole explanation."""
        if self.ranks:
            menu = self.query_one(Menu)
            if menu.display and menu.chosen:
                title = title_of(self.room.state, menu.chosen, self.words)
                await self.app.push_screen(Reading(title, lambda width: self._about(width)[1]))
            return
        matrix = self.query_one(Matrix)
        await self.act_about(matrix.member, matrix.dossier)


def panel_height(height: int, ranks: bool) -> int:
    """Rows of the panel below the table, for a terminal this high."""
    if height < 16:
        return 0
    if ranks:
        return min(24, max(6, height * 2 // 5))
    return min(8, max(4, height // 5))
