"""What the opening of marks froze: a name for it, and the session as it stood on it (« mise en commun des notes »).

The sheets of each opened lot are those that its opening had seen: no later mark, hand-in or reopening, no late one, admitted
or not, and rival marks are settled only where a settlement was known by then. What the commission decided once it had
seen the marks (agreed marks, votes, ranks, decisions) is left out. All else is as it is now: who withdrew or was refused
since is out, a lot closed since is closed, the files are those adopted last. So what differs from the ranking of today
is what changed marks and decisions on results did, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

import msgspec

from commission.session.definition import Definition
from commission.session.entry import Journal, Open
from commission.session.fold import folded
from commission.session.state import State, shown

SHORT = 12
"""How many digits of a fingerprint stand in a name that people read."""


class Snapshot(msgspec.Struct, frozen=True):
    """The opening of a lot: the acts that opened it (two offices may do so at once), the first one, its author and time.

    ``print`` is the SHA-256 of the frozen marks of this lot alone: the heads that the opening recorded would tell of
    marks in other lots, which may still be blind.
    """

    lot: str
    entry: str
    entries: tuple[str, ...]
    at: str
    by: str
    print: str

    @property
    def name(self) -> str:
        """``nord 2025-10-06T14:00:00+02:00 4be94309:12``: what people and files call it, whatever became of its marks."""
        return f"{self.lot} {self.at} {self.entry}"


def snapshot(then: State, lot: str) -> Snapshot | None:
    """What the opening of this lot froze, from ``state_at_opening``; None before it, and for a lot without sheets."""
    if lot not in then.opened:
        return None
    first = then.opened_by[lot]
    openings = {each.name: each for each in then.acts if isinstance(each.entry, Open) and each.entry.lot == lot}
    entry = openings[first].entry
    return Snapshot(lot, first, tuple(sorted(openings)), entry.at, entry.by, _print(then, lot))


def _print(then: State, lot: str) -> str:
    """The fingerprint of the sheets of a lot: member, dossier, handed in or not, then each answer on its line."""
    mine = {each.code for each in then.definition.dossiers_of(lot)}
    sheets = [
        [member, dossier, sheet.handed_in, [[code, *shown(sheet.cell(code))] for code in sorted(sheet.cells)]]
        for (member, dossier), sheet in sorted(then.sheets.items())
        if dossier in mine
    ]
    text = json.dumps(sheets, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def state_at_opening(definition: Definition, journals: Iterable[Journal]) -> State:
    """The session with the sheets of every opened lot as its opening froze them. Never who may see it."""
    return folded(definition, journals, at_opening=True).state
