"""A lot once its marks are opened, as the commission has it at the table: its dossiers, its ranking, what changed since.

Whoever shows it asks ``session.access`` first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from commission.result.debate import Debate, Left, debate, debated, seats_left
from commission.result.places import Ranked
from commission.result.ranking import LotRanking, rank
from commission.session.changes import Change, changes, may_hold_any
from commission.session.definition import Dossier
from commission.session.entry import Journal
from commission.session.snapshot import Snapshot, snapshot, state_at_opening
from commission.session.state import State


class AtTable(msgspec.Struct, frozen=True):
    """``dossiers`` are those debated, in code order; ``now`` and ``then`` are the proposed ranking of today and that of the
    marks as they were opened. A dossier is laid out when it is asked for: a screen shows one of them.
    """

    snapshot: Snapshot
    state: State
    dossiers: tuple[Dossier, ...]
    left: Left
    changes: tuple[Change, ...]
    now: LotRanking
    then: LotRanking
    known: dict[str, Debate] = msgspec.field(default_factory=dict)

    def debate(self, dossier: Dossier) -> Debate:
        """One of ``dossiers``, line by line."""
        found = self.known.get(dossier.code)
        if found is None:
            found = self.known[dossier.code] = debate(self.state, dossier, None if dossier.variant_of else self.left)
        return found

    def changed(self, dossier: str) -> list[Change]:
        """What changed on a dossier since the opening."""
        return [each for each in self.changes if each.dossier == dossier]

    def ranks(self, dossier: str) -> tuple[Ranked | None, Ranked | None]:
        """The place of a dossier now, and as marks were opened; None where it has none."""
        return self.now.ranked(dossier), self.then.ranked(dossier)


def at_table(
    state: State, journals: Iterable[Journal], lot: str, shown: Collection[str] | None = None
) -> AtTable | None:
    """A lot whose marks are opened; None where they are not, or where nobody scores.

    ``journals`` are all those that ``state`` was folded from; ``shown`` as in ``rank``.
    """
    if lot not in state.opened:
        return None
    files = list(journals)
    then = state_at_opening(state.definition, files)
    opened = snapshot(then, lot)
    assert opened is not None
    return AtTable(
        opened,
        state,
        tuple(debated(state, lot)),
        seats_left(state, lot, state.bases(lot)),
        changes(state.definition, files, lot) if may_hold_any(state) else (),
        rank(state, lot, shown),
        rank(then, lot, shown),
    )
