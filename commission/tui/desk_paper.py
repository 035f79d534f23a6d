"""A paper sheet typed at the desk for a member: a room that shows only what was typed here, and writes it as typed for them.

The desk must not learn from a screen what a member has written, so nothing of their own sheet is read here but whether it
is handed in. What is typed replaces what stood there, and stands in the journal as typed by the secretariat for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec.structs import replace

from commission.files.drafts import Draft
from commission.live.room import Receipt, Room
from commission.rules.fault import Fault
from commission.session.access import Viewer
from commission.session.definition import Definition, Dossier
from commission.session.entry import Mark, Observation
from commission.session.state import Cell, Sheet, State


class PaperRoom:
    """What ``live.Room`` is to the sheet, for one member's paper sheets at the desk of another room."""

    def __init__(self, room: Room, member: str) -> None:
        self._room, self._member = room, member
        self.viewer = Viewer(member)
        self._typed: dict[str, Sheet] = {}

    @property
    def folder(self) -> Path:
        """The session's."""
        return self._room.folder

    @property
    def definition(self) -> Definition:
        """The session's."""
        return self._room.definition

    @property
    def faults(self) -> list[Fault]:
        """Those that the desk may know of."""
        return self._room.faults

    @property
    def pending(self) -> int:
        """Submitted acts that are not on disk yet."""
        return self._room.pending

    @property
    def state(self) -> State:
        """The session as its acts have it, and of sheets only what was typed here and whether one is handed in."""
        state = self._room.state
        sheets = {}
        for dossier in state.definition.dossiers:
            typed = self._typed.get(dossier.code, Sheet())
            handed = state.sheet(self._member, dossier.code).handed_in
            sheets[self._member, dossier.code] = replace(typed, handed_in=handed)
        return replace(state, sheets=sheets, late={}, ineffective=[], last_entry={})

    def submit(self, kind: str, fields: Mapping[str, str], done: Callable[[Receipt], None]) -> None:
        """Queue an act for this member; ``done`` gets it as the sheet gave it."""

        def written(receipt: Receipt) -> None:
            if receipt.named:
                self._keep(receipt.named.entry)
            done(receipt)

        self._room.submit(kind, {**fields, "for": self._member}, written)

    def _keep(self, entry: object) -> None:
        if isinstance(entry, Mark | Observation):
            sheet = self._typed.setdefault(entry.dossier, Sheet())
            if isinstance(entry, Mark):
                sheet.cells[entry.code] = Cell(entry.value, reason=entry.reason)
            else:
                sheet.observations[entry.code] = entry.text

    def my_marks(self, code: str) -> list[tuple[Dossier, Cell]]:
        """What was typed here on one line, dossier by dossier."""
        state = self.state
        return [(each, state.sheet(self._member, each.code).cell(code)) for each in state.definition.dossiers]

    def resume_at(self) -> tuple[str, str] | None:
        """Nowhere: the cursor of the desk says which dossier."""
        return None

    def draft(self) -> Draft | None:
        """None is kept for another person."""
        return None

    def save_draft(self, dossier: str, code: str, text: str) -> None:
        """None is kept for another person."""

    def clear_draft(self) -> None:
        """None is kept for another person."""
