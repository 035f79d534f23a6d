"""« Délibération »: one dossier at a time once its marks are opened, at the desk and at a member's seat. It is only read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from commission.live.room import Room
from commission.result.at_table import AtTable, at_table
from commission.rules.fault import Fault, fault
from commission.rules.grid import WHOLE_CALL, Lot
from commission.session import access
from commission.session.state import State
from commission.tui import desk_actions, desk_head, safe
from commission.tui.actions import Action
from commission.tui.desk_debate import Table
from commission.tui.desk_head import Layout
from commission.tui.desk_ranking import blocked
from commission.tui.messages import Picked, Pointed
from commission.tui.packing import ends
from commission.tui.safe import BLANK, Line, Span, line
from commission.tui.screens.reading import Reading
from commission.tui.shell import Page
from commission.tui.widgets.lines import Lines
from commission.tui.widgets.menu import Menu
from commission.words import Words


class DebatePage(Page, inherit_bindings=False):
    """In front of the desk, or of a member's dossiers.

    A member's own room reads nobody else's journals: only where a lot may be seen is the session read as the desk reads it.
    """

    ACTIONS: ClassVar[tuple[Action, ...]] = desk_actions.DEBATE
    BINDINGS: ClassVar[list[BindingType]] = []
    HEADS = 4
    CSS = """
    DebatePage #desk { height: 1fr; width: 100%; layout: vertical; }
    DebatePage #menu, DebatePage #sentence { height: 1fr; }
    DebatePage.-wide #desk { layout: horizontal; }
    DebatePage.-wide #menu, DebatePage.-wide #sentence { height: 100%; }
    """

    def __init__(self, room: Room, opener: Callable[..., Room], lot: str, dossier: str = "") -> None:
        super().__init__()
        self.room, self._opener = room, opener
        self._place = [each.code for each in room.definition.lots].index(lot)
        self._dossier = dossier
        self._reader: Room | None = None
        self._found: AtTable | None = None
        self._found_in: tuple[State | None, int, str] = (None, 0, "")

    def body(self) -> ComposeResult:
        """The lines, and the panel that says in full what is under the cursor; or why nothing is shown."""
        with Container(id="desk"):
            yield Menu(id="menu")
            yield Lines(id="sentence")
            yield Lines(id="panel")

    def on_mount(self) -> None:
        """The cursor on what diverges most."""
        self.set_focus(self.query_one(Menu))

    def on_unmount(self) -> None:
        """What was read for a member is closed."""
        if self._reader:
            self._reader.close()

    # --- What is shown ----------------------------------------------------------------------------------------------

    @property
    def lot(self) -> Lot:
        """The lot in front."""
        return self.room.definition.lots[self._place]

    @property
    def refusal(self) -> Fault | None:
        """Why this viewer sees nothing of this lot; None if they do."""
        if refusal := access.sees_result(self.room.state, self.room.viewer, self.lot.code):
            return refusal
        return None if self.room.definition.has_sheets(self.lot.code) else fault("no-sheets", lot=self.lot.code)

    def table(self) -> AtTable | None:
        """The lot in front at the table; None where this viewer may not see it."""
        if self.refusal:
            self._found = None
            return None
        read = self._reading()
        now: tuple[State | None, int, str] = (
            read.state,
            sum(len(each.entries) for each in read.journals),
            self.lot.code,
        )
        if self._found is None or now[0] is not self._found_in[0] or now[1:] != self._found_in[1:]:
            state, lots = self.room.state, self.room.definition.lots
            shown = [each.code for each in lots if not access.sees_result(state, self.room.viewer, each.code)]
            self._found, self._found_in = at_table(read.state, read.journals, self.lot.code, shown), now
        return self._found

    def _reading(self) -> Room:
        """A room that reads every journal."""
        if self.room.viewer.at_desk:
            return self.room
        if self._reader is None:
            self._reader = self._opener(self.room.folder, access.DESK, desk=True)
        self._reader.refresh()
        return self._reader

    @property
    def codes(self) -> list[str]:
        """The dossiers that are debated."""
        found = self.table()
        return [each.code for each in found.dossiers] if found else []

    @property
    def shown(self) -> Table | None:
        """The dossier in front, laid out for this terminal."""
        found, codes = self.table(), self.codes
        if not found or not codes:
            return None
        if self._dossier not in codes:
            self._dossier = codes[0]
        debate = found.debate(found.dossiers[codes.index(self._dossier)])
        return Table(self.room.definition, found, debate, self.layout_now.table - 2, self.words)

    @property
    def layout_now(self) -> Layout:
        """Where lines and panel stand on a terminal of this size."""
        return desk_head.layout(*self.app.size, self.HEADS, ranks=True)

    def head(self, width: int) -> list[Line]:
        """The session and who looks; the lot and the dossier; where it stands; what the columns are."""
        w, lot, shown = self.words, self.lot, self.shown
        title = Span(w.say("DELIBERATION"), "strong")
        first = _bar(self.room, width, self.words)
        if shown is None:
            return [first, line(" ", title, "  ", Span(f"[{safe.clip(lot.title, 40)}]", "key")), BLANK, BLANK]
        dossier, codes = shown.debate.dossier, self.codes
        at = f"{codes.index(dossier.code) + 1}/{len(codes)}"
        left = [Span(" "), title, Span(f"  {dossier.code}  ", "key"), Span(dossier.applicant)]
        of = "" if lot.code == WHOLE_CALL else f"{safe.clip(lot.code, 20)} · "
        right = [Span(f"{of}{at} ", "muted")]
        standing = line(" ", safe.clip(shown.standing(), width - 2))
        return [first, ends(left, right, width), standing, shown.heading()]

    def redraw(self) -> None:
        """Everything as it stands now."""
        self.redraw_frame()
        shown, at = self.shown, self.layout_now
        self.set_class(at.wide, "-wide")
        menu, sentence, panel = (
            self.query_one(Menu),
            self.query_one("#sentence", Lines),
            self.query_one("#panel", Lines),
        )
        menu.display, sentence.display = shown is not None, shown is None
        panel.display = shown is not None and at.panel_height > 0
        menu.styles.width = sentence.styles.width = at.table
        panel.styles.width, panel.styles.height = at.panel, at.panel_height
        self.set_focus(menu if shown else None)
        if shown:
            menu.fill(shown.items(), menu.chosen)
            self._panel()
        else:
            refusal = self.refusal
            told = blocked([refusal], min(at.table, 100), self.words) if refusal else []
            sentence.show([BLANK, *(told or [line("  ", self.words.say("No dossier to debate in this lot."))])])

    def _panel(self) -> None:
        panel, shown = self.query_one("#panel", Lines), self.shown
        if not panel.display or shown is None:
            return
        width, height = self.layout_now.panel, self.layout_now.panel_height
        title, lines = shown.about(self.query_one(Menu).chosen, width)
        lines = [line(" ", Span(safe.clip(title, width - 2), "rule-title"), fill="rule"), *lines]
        if len(lines) > height:
            more = self.words.say("d: the rest")
            lines = [*lines[: height - 1], line(Span(f" ↓ {more}", "muted"))]
        panel.show(lines)

    @on(Pointed)
    def moved(self) -> None:
        """The cursor stands elsewhere."""
        self._panel()

    def available(self) -> Sequence[Action]:
        """What makes sense in front of this lot."""
        hidden = {"next_lot", "lot_before"} if len(self.room.definition.lots) == 1 else set()
        if len(self.codes) < 2:
            hidden |= {"next_dossier", "dossier_before"}
        return [each for each in super().available() if each.id not in hidden]

    # --- Going about ------------------------------------------------------------------------------------------------

    def _go(self, by: int) -> None:
        codes = self.codes
        if codes:
            self._dossier = codes[(codes.index(self._dossier) + by) % len(codes)]
            self.query_one(Menu).fill([])
        self.redraw()

    def do_next_dossier(self) -> None:
        """The next dossier, round the end."""
        self._go(1)

    def do_dossier_before(self) -> None:
        """The one before."""
        self._go(-1)

    def _turn(self, by: int) -> None:
        self._place = (self._place + by) % len(self.room.definition.lots)
        self._dossier = ""
        self.query_one(Menu).fill([])
        self.redraw()

    def do_next_lot(self) -> None:
        """The next lot, round the end."""
        self._turn(1)

    def do_lot_before(self) -> None:
        """The one before."""
        self._turn(-1)

    @on(Picked)
    async def do_choose(self) -> None:
        """The line under the cursor in full."""
        shown, chosen = self.shown, self.query_one(Menu).chosen
        if shown and chosen:
            title = shown.about(chosen, 80)[0]
            await self.app.push_screen(Reading(title, lambda width: shown.about(chosen, width)[1]))

    async def do_whole(self) -> None:
        """The whole dossier, line after line."""
        if shown := self.shown:
            title = f"{shown.debate.dossier.code} {shown.debate.dossier.applicant}"
            await self.app.push_screen(Reading(title, shown.whole))

    def do_back(self) -> None:
        """Back to where one came from."""
        if self.app.screen is self:
            self.dismiss()


def _bar(room: Room, width: int, w: Words) -> Line:
    """The session, and who looks."""
    who = w.say("secretariat") if room.viewer.code == access.DESK else room.definition.member(room.viewer.code).name
    return ends([Span(" "), Span(room.definition.title)], [Span(who, "bar-strong"), Span(" ")], width, "bar")
