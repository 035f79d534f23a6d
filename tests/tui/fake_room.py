"""A room in memory, for screens: the same acts, the same fold, no file. It also says what a screen may ask of a room.

``hold()`` keeps submitted acts from the disk until ``settle()``: what a slow share looks like.
"""

from __future__ import annotations

import tomllib
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from commission.files.drafts import Draft
from commission.files.locate import shipped
from commission.live.room import Receipt, Room
from commission.rules.build import build_call
from commission.rules.fault import Fault, Refused
from commission.rules.grid import Call
from commission.rules.reading import quick
from commission.rules.shape import GridShape
from commission.session.access import viewer
from commission.session.act_draft import Known
from commission.session.acts import ACTS
from commission.session.definition import Definition, Dossier
from commission.session.entry import Mark, Observation
from commission.session.state import Cell, Named, State
from tests.build import AT, Table, a_dossier, a_member, a_session


class FakeRoom:
    """What ``live.Room`` is to a screen, over a ``Table`` in memory."""

    def __init__(self, table: Table, who: str) -> None:
        self.table, self.viewer = table, viewer(table.definition, who)
        self.folder = Path("essai")
        self.faults: list[Fault] = []
        self.kept: Draft | None = None
        self.written: list[tuple[str, Mapping[str, str]]] = []
        self.closed = False
        self._waiting: deque[Callable[[], None]] = deque()
        self._held = False
        self.changed: Callable[[], None] = lambda: None
        self._clock = lambda: datetime.fromisoformat(AT)

    @property
    def state(self) -> State:
        return self.table.state

    @property
    def definition(self) -> Definition:
        return self.table.definition

    @property
    def pending(self) -> int:
        return len(self._waiting)

    def check(self, kind: str, **fields: str) -> object:
        return ACTS[kind].make(self.state, self.viewer, fields, Known())

    def submit(self, kind: str, fields: Mapping[str, str], done: Callable[[Receipt], None]) -> None:
        def write() -> None:
            named: Named | None = None
            refused: Refused | None = None
            try:
                name = self.table.act(self.viewer, kind, **fields)
                journal = self.table.journals[-1]
                named = Named(name, journal.header.actor, journal.entries[-1])
                self.written.append((kind, dict(fields)))
            except Refused as error:
                refused = error
            done(Receipt(kind, dict(fields), named, refused))

        self._waiting.append(write)
        if not self._held:
            self.settle()

    def hold(self) -> None:
        """From now on submitted acts wait."""
        self._held = True

    def settle(self) -> None:
        """Everything that waits reaches the disk; from now on nothing waits."""
        self._held = False
        while self._waiting:
            self._waiting.popleft()()

    def watch(self, changed: Callable[[], None], every: float = 1.0) -> None:
        self.changed = changed

    def my_marks(self, code: str) -> list[tuple[Dossier, Cell]]:
        return [(each, self.state.sheet(self.viewer.code, each.code).cell(code)) for each in self.definition.dossiers]

    def resume_at(self) -> tuple[str, str] | None:
        named = self.state.last_entry.get(self.viewer.code)
        entry = named.entry if named else None
        return (entry.dossier, entry.code) if isinstance(entry, Mark | Observation) else None

    def draft(self) -> Draft | None:
        return self.kept

    def save_draft(self, dossier: str, code: str, text: str) -> None:
        self.kept = Draft(dossier, code, text)

    def clear_draft(self) -> None:
        self.kept = None

    def close(self) -> None:
        self.settle()
        self.closed = True


def a_room(who: str = "ana", table: Table | None = None, **session: Any) -> Any:
    """A room of a small adopted session; ``Any``, since it stands where a ``Room`` is wanted."""
    return FakeRoom(table or Table(a_session(**session)).adopt(), who)


@cache
def aemo() -> Call:
    """The published grid of 21 lines."""
    with (shipped("grids") / "aemo-ih-2025.toml").open("rb") as file:
        call, faults = build_call(quick(tomllib.load(file, parse_float=Decimal), GridShape))
    assert faults == []
    return call


def aemo_room(who: str = "ana", **session: Any) -> Any:
    """A room on the published grid: three dossiers of the north, two of the south."""
    figures = {"mesures": 75, "prix_journee": "79.2", "fonctionnement": 2059695}
    known: dict[str, Any] = {
        "members": [a_member("ana", name="Ana Sorvel"), a_member("bob", name="Bob Tarnec")],
        "dossiers": [
            a_dossier("nord-1", "nord", "Association Les Ajoncs", "Rester chez soi", **figures),
            a_dossier("nord-2", "nord", "Fondation Malvéran", "Service d'AEMO intensive", **figures),
            a_dossier("nord-3", "nord", "Association Le Gué d'Argoal", "Un relais, trois secteurs"),
            a_dossier("sud-1", "sud", "Association La Roche Quélorec"),
            a_dossier("sud-2", "sud", "Fondation Aubrézan"),
        ],
        "call": aemo(),
        "title": "Commission AEMO IH",
    }
    return a_room(who, None, **{**known, **session})


def opener(room: Any) -> Callable[[Path, str], Room]:
    """An opener that always gives this room."""
    return lambda folder, who: room
