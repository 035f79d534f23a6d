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
from commission.session.state import Named, State

SHORT = 12
"""How many digits of a fingerprint stand in a name that people read."""


class Snapshot(msgspec.Struct, frozen=True):
    """The opening of a lot: the acts that opened it (two offices may do so at once), the first one's author and time.

    ``print`` is the SHA-256 of all the heads that it recorded: the same opening has the same one everywhere.
    """

    lot: str
    entries: tuple[str, ...]
    at: str
    by: str
    print: str

    @property
    def name(self) -> str:
        """``nord 2025-10-06T14:00:00+02:00 3f2a91bc0d44``: what people and files call it."""
        return f"{self.lot} {self.at} {self.print[:SHORT]}"


def snapshot(state: State, lot: str) -> Snapshot | None:
    """What the opening of this lot froze; None before it, and for a lot without sheets."""
    if lot not in state.opened:
        return None
    openings = [each for each in state.acts if isinstance(each.entry, Open) and each.entry.lot == lot]
    heads: dict[str, tuple[int, str]] = {}
    for entry in (each.entry for each in openings):
        for writer, head in entry.heads.items() if isinstance(entry, Open) else ():
            heads[writer] = max(heads.get(writer, head), head)
    text = json.dumps([[writer, *heads[writer]] for writer in sorted(heads)], separators=(",", ":"))
    first = _first(openings, state.opened_by[lot])
    return Snapshot(
        lot,
        tuple(sorted(each.name for each in openings)),
        first.entry.at,
        first.entry.by,
        hashlib.sha256(text.encode()).hexdigest(),
    )


def _first(openings: list[Named], name: str) -> Named:
    return next(each for each in openings if each.name == name)


def state_at_opening(definition: Definition, journals: Iterable[Journal]) -> State:
    """The session with the sheets of every opened lot as its opening froze them. Never who may see it."""
    return folded(definition, journals, at_opening=True).state
