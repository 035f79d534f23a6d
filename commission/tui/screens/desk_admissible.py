"""The desk's screen of admissibility: dossiers × requirements, where they are confirmed, completed and refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from commission.live.room import Room
from commission.rules.fault import fault
from commission.session.admissibility import Finding
from commission.session.entry_admissibility import NOT_MET
from commission.tui import desk_actions, desk_head, safe
from commission.tui.actions import Action
from commission.tui.desk_admissibility import Table, about, title_of
from commission.tui.desk_head import Layout
from commission.tui.desk_matrix import Matrix
from commission.tui.safe import Line, Span, line
from commission.tui.screens.desk_office import Office
from commission.tui.screens.reading import Reading
from commission.tui.widgets.lines import Lines

HERE = ("confirm", "ask-completion", "completed", "refuse", "withdraw")
"""The acts about a dossier before its requirements."""


class AdmissibilityPage(Office, inherit_bindings=False):
    """One lot at a time, in front of the desk. No mark is shown here, and nothing here depends on one."""

    ACTIONS: ClassVar[tuple[Action, ...]] = desk_actions.ADMISSIBILITY
    BINDINGS: ClassVar[list[BindingType]] = []
    HEADS = 2
    CSS = """
    AdmissibilityPage #desk { height: 1fr; width: 100%; layout: vertical; }
    AdmissibilityPage #matrix { height: 1fr; }
    AdmissibilityPage.-wide #desk { layout: horizontal; }
    AdmissibilityPage.-wide #matrix { height: 100%; }
    """

    def __init__(self, room: Room, opener: Callable[..., Room], place: int) -> None:
        super().__init__(room, opener)
        self._place = place

    def body(self) -> ComposeResult:
        """The table, and the panel that says in full what is under the cursor."""
        with Container(id="desk"):
            yield Matrix(self.words, id="matrix", first=self.words.say("Dossier"))
            yield Lines(id="panel")

    def on_mount(self) -> None:
        """The cursor stands on the first dossier."""
        self.set_focus(self.query_one(Matrix))

    @property
    def table(self) -> Table:
        """The lot in front, as it stands now."""
        return Table(self.room.state, self.room.definition.lots[self._place])

    @property
    def layout_now(self) -> Layout:
        """Where table and panel stand on a terminal of this size."""
        return desk_head.layout(*self.app.size, self.HEADS, ranks=True)

    def head(self, width: int) -> list[Line]:
        """The session and who is at the desk; the lot in front and how many dossiers wait."""
        first = desk_head.head(self.room, self._place, False, width, self.words)[0]
        lot = self.room.definition.lots[self._place]
        text = f"[{safe.clip(lot.title, 28)}]  {self.table.counted(self.words)}"
        title = Span(self.words.say("ADMISSIBILITY"), "strong")
        return [first, line(" ", title, "  ", Span(safe.clip(text, width - safe.width(title.text) - 4), "key"))]

    def redraw(self) -> None:
        """Everything as it stands now."""
        self.redraw_frame()
        at = self.layout_now
        self.set_class(at.wide, "-wide")
        matrix, panel = self.query_one(Matrix), self.query_one("#panel", Lines)
        matrix.styles.width = at.table
        panel.display = at.panel_height > 0
        panel.styles.width, panel.styles.height = at.panel, at.panel_height
        matrix.fill(self.table)
        self._panel()

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
        matrix, table = self.query_one(Matrix), self.table
        found = table.dossier(matrix.member)
        if found is None:
            return self.words.say("no dossier"), []
        return title_of(found, self.words), about(table, matrix.member, matrix.column, width, self.words)

    @on(Matrix.Moved)
    def moved(self) -> None:
        """The cursor stands elsewhere."""
        self._notice = Span("")
        self.redraw_frame()
        self._panel()

    def available(self) -> Sequence[Action]:
        """What makes sense in front of this dossier and this requirement."""
        hidden = {"next_lot", "lot_before"} if len(self.room.definition.lots) == 1 else set()
        if not self.table.requirements:
            hidden |= {"confirm"}
        return [each for each in super().available() if each.id not in hidden]

    # --- What is done -----------------------------------------------------------------------------------------------

    def _here(self) -> Finding | None:
        """The dossier before the requirement under the cursor."""
        matrix = self.query_one(Matrix)
        found = self.table.dossier(matrix.member)
        return found.findings[matrix.column] if found and found.findings else None

    def _known(self, kind: str) -> dict[str, str]:
        """What an act of this kind already knows here."""
        finding, fields = self._here(), {"dossier": self.query_one(Matrix).member}
        if finding is None:
            return fields
        requirement = finding.requirement
        if kind == "confirm" or (kind == "ask-completion" and finding.missing and requirement.failing != "refused"):
            fields["requirement"] = requirement.code
        if kind == "refuse" and finding.status == NOT_MET and requirement.ground:
            fields |= {"requirement": requirement.code, "ground": requirement.ground}
        return fields

    async def act_here(self, kind: str) -> None:
        """The form of an act about this dossier, with what is known filled in."""
        if self.query_one(Matrix).member:
            await self.fill_in(kind, self._known(kind))

    async def do_confirm(self) -> None:
        """Confirm the requirement under the cursor; one that is computed leaves nothing to confirm."""
        finding, matrix = self._here(), self.query_one(Matrix)
        if finding and finding.requirement.automatic and finding.computed is not None:
            said = fault("computed-by-itself", requirement=finding.requirement.code, dossier=matrix.member)
            self.tell(f"✗ {self.words.short(said)}", "bad")
            return
        await self.act_here("confirm")

    async def do_ask(self) -> None:
        """Ask for what is missing."""
        await self.act_here("ask-completion")

    async def do_came_in(self) -> None:
        """Note what came in."""
        await self.act_here("completed")

    async def do_refuse(self) -> None:
        """Refuse the dossier."""
        await self.act_here("refuse")

    @on(Matrix.Taken)
    async def do_choose(self) -> None:
        """The acts about this dossier."""
        dossier = self.query_one(Matrix).member

        async def chosen(kind: str | None) -> None:
            if kind:
                await self.act_here(kind)

        if dossier:
            await self.choose_act(dossier, HERE, chosen)

    async def do_details(self) -> None:
        """The panel as a whole."""
        title, lines = self._about(self.layout_now.table)
        if lines:
            await self.app.push_screen(Reading(title, lambda width: self._about(width)[1]))

    def do_back(self) -> None:
        """Back to the desk."""
        if self.app.screen is self:
            self.dismiss()
