"""The desk of one session: progress and ranking, lot by lot. What it does is in ``desk_office``; here it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from commission.live.room import Receipt, Room
from commission.result.ranking import LotRanking, rank
from commission.rules.fault import Refused
from commission.session import access
from commission.session.definition import WHOLE_CALL
from commission.session.scope import is_scored
from commission.session.state import State
from commission.tui import desk_actions, desk_head, safe
from commission.tui.actions import Action
from commission.tui.desk_head import Layout
from commission.tui.desk_matrix import Matrix
from commission.tui.desk_ranking import Table, blocked
from commission.tui.desk_why import explained, title_of
from commission.tui.messages import Picked, Pointed
from commission.tui.safe import BLANK, Line, Span, line
from commission.tui.screens.desk_admissible import AdmissibilityPage
from commission.tui.screens.desk_office import Office, who_sits
from commission.tui.screens.desk_paper import paper
from commission.tui.screens.reading import Reading
from commission.tui.widgets.lines import Lines
from commission.tui.widgets.menu import Menu

if TYPE_CHECKING:
    from commission.result.common import Common


class DeskPage(Office, inherit_bindings=False):
    """One lot at a time: its sheets, or its ranking where this viewer may see it."""

    ACTIONS: ClassVar[tuple[Action, ...]] = desk_actions.DESK
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = """
    DeskPage #desk { height: 1fr; width: 100%; layout: vertical; }
    DeskPage #matrix, DeskPage #menu, DeskPage #sentence { height: 1fr; }
    DeskPage.-wide #desk { layout: horizontal; }
    DeskPage.-wide #matrix, DeskPage.-wide #menu, DeskPage.-wide #sentence { height: 100%; }
    """

    def __init__(self, room: Room, opener: Callable[..., Room] = Room.open) -> None:
        super().__init__(room, opener)
        self.ranks = False
        self.exact = False
        self._found: LotRanking | None = None
        self._together: Common | None = None
        self._found_in: State | None = None
        self._top: list[Line] = []

    def body(self) -> ComposeResult:
        """Progress or ranking, and the panel that says in full what is under the cursor."""
        with Container(id="desk"):
            yield Matrix(self.words, id="matrix")
            yield Menu(id="menu")
            yield Lines(id="sentence")
            yield Lines(id="panel")

    async def on_mount(self) -> None:
        """Progress first, on the first lot; a president with a slip types its code."""
        self.set_focus(self.query_one(Matrix))
        await who_sits(self, self.room)

    # --- What is shown ----------------------------------------------------------------------------------------------

    def ranking(self) -> LotRanking | None:
        """The ranking of the lot in front, if this viewer may see it now."""
        if access.sees_result(self.room.state, self.room.viewer, self.lot):
            self._found = None
        elif self._found is None or self._found.lot.code != self.lot or self._found_in is not self.room.state:
            self._found_in = self.room.state
            shown = self._shown()
            self._found = rank(self.room.state, self.lot, shown)
            self._together = self._common(shown)
        return self._found

    def _shown(self) -> list[str]:
        """The lots that this viewer may be told of."""
        state = self.room.state
        return [
            each.code for each in state.definition.lots if not access.sees_result(state, self.room.viewer, each.code)
        ]

    def _common(self, shown: list[str]) -> Common | None:
        """The common ranking, where lots have one and this viewer may see it."""
        if self.room.definition.rules.lots == "apart":
            return None
        from commission.result.common import common  # most documents rank each lot apart

        return common(self.room.state, shown)

    def head(self, width: int) -> list[Line]:
        """The session and who is at the desk; the lots; what is wrong with the files."""
        if not self._top:
            self._top = desk_head.head(self.room, self._place, self.ranks, width, self.words)
        return self._top

    def redraw(self) -> None:
        """Everything as it stands now."""
        self._top = []
        self.HEADS = len(self.head(self.app.size.width))
        self.redraw_frame()
        ranking = self.ranking() if self.ranks else None
        listed = bool(ranking and not ranking.faults)
        shown = {"matrix": not self.ranks, "menu": listed, "sentence": self.ranks and not listed}
        at = self.layout_now
        self.set_class(at.wide, "-wide")
        for id, display in shown.items():
            widget = self.query_one(f"#{id}")
            widget.display = display
            widget.styles.width = at.table
        panel = self.query_one("#panel")
        panel.display = not shown["sentence"] and at.panel_height > 0
        panel.styles.width, panel.styles.height = at.panel, at.panel_height
        self.set_focus(None if shown["sentence"] else self.query_one("#menu" if listed else "#matrix"))
        self._fill()

    @property
    def layout_now(self) -> Layout:
        """Where table and panel stand on a terminal of this size."""
        return desk_head.layout(*self.app.size, self.HEADS, ranks=self.ranks)

    def _fill(self) -> None:
        ranking = self.ranking() if self.ranks else None
        if not self.ranks:
            self.query_one(Matrix).fill(self.progress)
        elif ranking and not ranking.faults:
            menu = self.query_one(Menu)
            width = self.layout_now.table
            table = Table(self.room.definition, ranking, width, self.words, self.exact, self._together)
            menu.fill(table.items(), menu.chosen)
        else:
            self._fill_sentence()
        self._panel()

    def _fill_sentence(self) -> None:
        """Why there is no ranking to show, and what can be done about it."""
        w, width = self.words, min(self.layout_now.table, 100)
        refusal = access.sees_result(self.room.state, self.room.viewer, self.lot)
        faults = [refusal] if refusal else list(self._found.faults if self._found else ())
        shown = [BLANK, *blocked(faults, width, w)]
        if refusal and refusal.code == "lot-blind":
            shown += [BLANK, line("  ", Span(self.progress.counted(w), "strong"))]
            shown += [line("  ", w.say("The key o opens the marks; v goes back to progress."))]
        self.query_one("#sentence", Lines).show(shown)

    def _panel(self) -> None:
        panel = self.query_one("#panel", Lines)
        if not panel.display:
            return
        width, height = self.layout_now.panel, self.layout_now.panel_height
        title, lines = self._about(width)
        shown = [line(" ", Span(safe.clip(title, width - 2), "rule-title"), fill="rule"), *lines]
        if len(shown) > height:
            more = self.words.say("d: the rest")
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
        return title, explained(self.room.state, ranking, chosen, width, self.words, self._together)

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
        self.again()

    def do_exact(self) -> None:
        """Exact totals, or for the eye."""
        self.exact = not self.exact
        self.again()

    def available(self) -> Sequence[Action]:
        """What makes sense in front of this lot, in this view."""
        hidden = {"paper", "choose", "details"} if self.ranks else {"exact", "why", "to_vote"}
        if not is_scored(self.room.definition, self.lot):
            hidden.add("to_vote")
        if self.room.state.is_open(self.lot):
            hidden.add("open_marks")
        if len(self.room.definition.lots) == 1:
            hidden |= {"next_lot", "lot_before"}
        return [each for each in super().available() if each.id not in hidden]

    async def do_to_vote(self) -> None:
        """The proposed ranking as the commission's, to be voted: of all lots at once where they are ranked together."""
        lot = WHOLE_CALL if self.room.definition.rules.lots == "together" else self.lot
        try:
            self.room.check("ranking", lot=lot, order="proposed", reason="–")
        except Refused as refused:
            self.tell(f"✗ {self.words.short(refused.faults[0])}", "bad")
            return
        await self.fill_in("ranking", {"lot": lot, "order": "proposed"})

    async def do_admissible(self) -> None:
        """Dossiers × requirements, in front of the desk."""
        await self.app.push_screen(AdmissibilityPage(self.room, self._opener, self._place))

    async def do_debate(self) -> None:
        """The deliberation on this lot, on the dossier under the cursor of its ranking."""
        if refusal := access.sees_result(self.room.state, self.room.viewer, self.lot):
            self.tell(f"✗ {self.words.short(refusal)}", "bad")
            return
        from commission.tui.screens.desk_debate import DebatePage  # many sit down at the desk before there is one

        chosen = self.query_one(Menu).chosen if self.ranks else ""
        dossier = chosen.partition(":")[2]
        await self.app.push_screen(DebatePage(self.room, self._opener, self.lot, dossier))

    async def do_paper(self) -> None:
        """A paper sheet of the member under the cursor, on the dossier under the cursor."""
        matrix = self.query_one(Matrix)
        if not matrix.member or not matrix.dossier:
            return
        if fault := access.may_score(self.room.state, matrix.member, matrix.dossier):
            self.tell(f"✗ {self.words.short(fault)}", "bad")
            return
        await self.app.push_screen(paper(self.commission, self.room, matrix.member, matrix.dossier))

    async def do_why(self) -> None:
        """The whole explanation of the row under the cursor."""
        await self.do_details()

    async def do_details(self) -> None:
        """The panel as a whole."""
        title, lines = self._about(self.layout_now.table)
        if lines:
            await self.app.push_screen(Reading(title, lambda width: self._about(width)[1]))

    @on(Picked)
    @on(Matrix.Taken)
    async def do_choose(self) -> None:
        """In progress: the acts about this member and dossier. In the ranking: the whole explanation."""
        if self.ranks:
            await self.do_why()
            return
        matrix = self.query_one(Matrix)
        await self.act_about(matrix.member, matrix.dossier)
