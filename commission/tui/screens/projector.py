"""The room screen, for a projector. It begins neutral: one key shows how far scoring is, another what is opened.

It is the desk's: it opens nothing, and what it shows of a lot that is not opened depends on no mark. A lot that is opened
while it stands there shows no more than before until the key is struck again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType

from commission.live.room import Room
from commission.result.at_table import AtTable, at_table
from commission.result.ranking import rank
from commission.session import access
from commission.session.hearing import is_hearing
from commission.session.state import State
from commission.tui import desk_actions, projector
from commission.tui.actions import Action
from commission.tui.desk_debate import Table
from commission.tui.safe import BLANK, Line
from commission.tui.shell import SMALL, Page, hint_lines
from commission.tui.widgets.lines import Lines

View = Literal["sheets", "ranking", "marks"]


class ProjectorPage(Page, inherit_bindings=False):
    """One wall of lines; no head and, where it is neutral, no hints either."""

    ACTIONS: ClassVar[tuple[Action, ...]] = desk_actions.PROJECTOR
    BINDINGS: ClassVar[list[BindingType]] = []
    CSS = "ProjectorPage #wall { height: 100%; width: 100%; }"

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.dark = True
        self.view: View = "sheets"
        self._place = self._dossier = self._top = 0
        self._found: AtTable | None = None
        self._found_in: tuple[State | None, int, str] = (None, 0, "")

    def compose(self) -> ComposeResult:
        """The wall."""
        yield Lines(id="wall")

    # --- What is shown ----------------------------------------------------------------------------------------------

    @property
    def neutral(self) -> bool:
        """Whether only the title shows: as asked, and during every hearing."""
        return self.dark or is_hearing(self.room.state)

    @property
    def lot(self) -> str:
        """The lot in front."""
        return self.room.definition.lots[self._place].code

    @property
    def opened(self) -> list[str]:
        """The lots of which the room may be shown more than sheets handed in."""
        state, viewer = self.room.state, self.room.viewer
        return [each.code for each in state.definition.lots if access.sees_result(state, viewer, each.code) is None]

    def redraw_frame(self) -> None:
        """There is none."""

    def redraw(self) -> None:
        """Everything as it stands now."""
        width, height = self.app.size
        wall = self.query_one("#wall", Lines)
        if self.neutral:
            wall.show(projector.neutral(self.room.state, width, height))
            return
        if self.lot not in self.opened:
            self.view = "sheets"
        foot = [] if height < SMALL else hint_lines(self.available(), width, 1, self.words)
        room = height - len(foot)
        lines, self._top = projector.below(self._lines(width, room), self._top, room)
        wall.show([*lines, *[BLANK] * (room - len(lines)), *foot])

    def _lines(self, width: int, height: int) -> list[Line]:
        state, w = self.room.state, self.words
        if self.view == "sheets":
            return projector.sheets(state, width, height, w)
        shown = self._table(width) if self.view == "marks" else None
        if shown:
            return projector.marks(shown, width)
        return projector.ranking(state.definition, rank(state, self.lot, self.opened), width, height, w)

    def _at_table(self) -> AtTable | None:
        state, journals = self.room.state, self.room.journals
        now = (state, sum(len(each.entries) for each in journals), self.lot)
        if self._found is None or now[0] is not self._found_in[0] or now[1:] != self._found_in[1:]:
            self._found, self._found_in = at_table(state, journals, self.lot, self.opened), now
        return self._found

    def _table(self, width: int) -> Table | None:
        """The dossier in front, where its lot is opened and scored."""
        found = self._at_table()
        if found is None or not found.dossiers:
            return None
        debate = found.debate(found.dossiers[self._dossier % len(found.dossiers)])
        return Table(self.room.definition, found, debate, width - 2, self.words)

    def available(self) -> Sequence[Action]:
        """What makes sense now: of a lot that is not opened there is one view."""
        hidden = set() if self.view == "marks" else {"next_dossier", "dossier_before"}
        if self.view == "sheets" or len(self.opened) < 2:
            hidden |= {"next_lot", "lot_before"}
        if not self.opened:
            hidden.add("turn")
        return [each for each in super().available() if each.id not in hidden]

    # --- What one key does ------------------------------------------------------------------------------------------

    def do_neutral(self) -> None:
        """Only the title, and back to how many sheets are handed in; back never goes to what is opened."""
        self.dark = not self.dark
        self.view, self._top = "sheets", 0
        self.redraw()

    def do_turn(self) -> None:
        """Sheets, then the ranking and the marks of the first opened lot, or of the one in front."""
        if self.neutral or not (opened := self.opened):
            self.redraw()
        elif self.view == "sheets":
            if self.lot not in opened:
                self._place = [each.code for each in self.room.definition.lots].index(opened[0])
            self._go("ranking")
        else:
            scored = self.room.definition.has_sheets(self.lot)
            self._go("marks" if self.view == "ranking" and scored else "sheets")

    def _go(self, view: View) -> None:
        self.view, self._top = view, 0
        self.redraw()

    def _turn_lot(self, by: int) -> None:
        """The next opened lot: the others have nothing that the sheets do not show."""
        codes, opened = [each.code for each in self.room.definition.lots], self.opened
        if self.neutral or self.view == "sheets" or not opened:
            return
        at = opened.index(self.lot) if self.lot in opened else 0
        self._place, self._dossier = codes.index(opened[(at + by) % len(opened)]), 0
        self._go(self.view)

    def do_next_lot(self) -> None:
        """The next opened lot."""
        self._turn_lot(1)

    def do_lot_before(self) -> None:
        """The one before."""
        self._turn_lot(-1)

    def _turn_dossier(self, by: int) -> None:
        if not self.neutral and self.view == "marks" and (found := self._at_table()) and found.dossiers:
            self._dossier = (self._dossier + by) % len(found.dossiers)
            self._go("marks")

    def do_next_dossier(self) -> None:
        """The next dossier, round the end."""
        self._turn_dossier(1)

    def do_dossier_before(self) -> None:
        """The one before."""
        self._turn_dossier(-1)

    def do_down(self) -> None:
        """What stands below."""
        self._top += max(1, self.app.size.height // 2)
        self.redraw()

    def do_up(self) -> None:
        """What stands above."""
        self._top -= max(1, self.app.size.height // 2)
        self.redraw()
