"""What one pass over the journals holds in hand while it turns entries into sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from commission.rules.fault import Fault, fault
from commission.session import access
from commission.session.entry import AnyEntry, Journal
from commission.session.openings import Openings, Phase
from commission.session.order import Knowledge
from commission.session.state import Ineffective, Named, Sheet, SheetKey, State


class Event(msgspec.Struct, frozen=True):
    """A hand-in or a reopening in force; ``frees``: a reopening by the presidency that knew of the opening of marks."""

    named: Named
    frees: bool


class Folding(msgspec.Struct):
    """The state being made and what decides where its entries stand.

    ``adopted`` are the acts that are, or know, an adoption; ``out`` names the marks, observations, hand-ins and
    reopenings without effect, dropped or late; ``unfit`` those of the marks that only their value keeps from standing.
    ``at_opening`` leaves out what the opening of its lot had not seen; ``settled_by`` are then the settlements of marks
    that each opening knew.
    """

    state: State
    openings: Openings
    knows: Knowledge
    adopted: frozenset[str]
    journals: Sequence[Journal] = ()
    at_opening: bool = False
    settled_by: dict[str, dict[frozenset[str], str]] = msgspec.field(default_factory=dict)
    lots: dict[str, str] = msgspec.field(default_factory=dict)
    events: dict[SheetKey, list[Event]] = msgspec.field(default_factory=dict)
    out: set[str] = msgspec.field(default_factory=set)
    unfit: set[str] = msgspec.field(default_factory=set)

    def __post_init__(self) -> None:
        self.lots.update((each.code, each.lot) for each in self.state.definition.dossiers)

    def drop(self, named: Named, reason: Fault) -> None:
        """List an entry as having no effect."""
        self.state.ineffective.append(Ineffective(named, reason))
        self.out.add(named.name)

    def unseen(self, named: Named, when: Phase) -> bool:
        """Whether this entry is left out because the marks are wanted as they were opened; it is then noted as out."""
        if not self.at_opening or when == "blind":
            return False
        self.out.add(named.name)
        return True

    def settled(self, lot: str) -> dict[frozenset[str], str]:
        """The settlements that bear on rival marks of this lot."""
        return self.settled_by.get(lot, self.state.settled)

    def late(self, named: Named) -> None:
        """List an entry that came after the opening without knowing it: not counted until it is admitted."""
        self.state.late[named.name] = named
        self.out.add(named.name)

    def sheet(self, key: SheetKey) -> Sheet:
        """The sheet of a member on a dossier, begun if it was not."""
        sheet = self.state.sheets.get(key)
        if sheet is None:
            sheet = self.state.sheets[key] = Sheet()
        return sheet

    def reference_fault(self, named: Named, dossier: str) -> Fault | None:
        """Why an entry may not stand where it stands, or concerns nobody, no dossier, or a session not adopted yet."""
        if reason := access.may_stand(named.actor, named.entry):
            return reason
        if not self.state.definition.knows_member(named.member):
            return fault("unknown-member", found=named.member, known=[])
        if dossier not in self.lots:
            return fault("unknown-dossier", found=dossier, known=[])
        if not self.state.definition.has_sheets(self.lots[dossier]):
            return fault("no-sheets", lot=self.lots[dossier])
        seen = named.entry.seen
        if self.state.adoption is None or not seen or (seen in self.knows and seen not in self.adopted):
            return fault("not-adopted")
        return None

    def saw(self, entry: AnyEntry, writer: str, event: Named) -> bool:
        """Whether an entry of this writer was written knowing this hand-in or reopening."""
        if event.name in entry.after or (event.writer == writer and event.entry.n < entry.n):
            return True
        return bool(entry.seen) and self.knows(entry.seen, event.name)


def adopted_acts(acts: Iterable[str], adoptions: Iterable[str], knows: Knowledge) -> frozenset[str]:
    """The acts that are, or were written knowing, one of these adoptions."""
    adopting = list(adoptions)
    return frozenset(name for name in acts if any(knows(name, each) for each in adopting))
