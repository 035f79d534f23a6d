"""Where an entry stands to the opening of marks of its lot: before it, late, or written knowing it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

from commission.session.entry import Journal, Open, Settle
from commission.session.order import Knows
from commission.session.state import Named, State

Phase = Literal["blind", "late", "admitted", "after"]
NO_END = 1 << 62
"""A number that no entry reaches."""

_HELD_BACK = frozenset({"contradicting-acts", "set-aside"})
"""Why a sound opening has no effect: who had seen it had seen marks opened all the same."""


class Openings:
    """The openings of marks, lot by lot: who knew of one, and how far each journal was frozen by those that hold.

    Two offices may open the same lot at once and name the same missing sheets: a mark that either had seen is in time.
    """

    def __init__(
        self, state: State, ordered: Sequence[Named], standing: Collection[str], knows: Knows, files: Sequence[Journal]
    ) -> None:
        held_back = {each.named.name for each in state.ineffective if each.reason.code in _HELD_BACK}
        journals = {each.writer: each for each in files}
        self._admitted = state.admitted
        self._aware: dict[str, frozenset[str]] = {}
        self._frozen: dict[str, dict[str, int]] = {}
        self._holding: dict[str, list[str]] = {}
        for lot in state.opened:
            mine = [each for each in ordered if isinstance(each.entry, Open) and each.entry.lot == lot]
            self._holding[lot] = [each.name for each in mine if each.name in standing]
            met = [each.name for each in mine if each.name in standing or each.name in held_back]
            self._aware[lot] = frozenset(x.name for x in ordered if any(knows(x.name, name) for name in met))
            frozen = self._frozen.setdefault(lot, {})
            for named in mine:
                if isinstance(named.entry, Open) and named.name in standing:
                    for writer, head in named.entry.heads.items():
                        journal = journals.get(writer)
                        frozen[writer] = max(frozen.get(writer, 0), _sound_head(journal, *head))
                        if journal is None or journal.hash_at(head[0]) != head[1]:
                            state.damaged.add(lot)

    @property
    def aware(self) -> frozenset[str]:
        """The acts that are, or were written knowing, the opening of any lot."""
        return frozenset().union(*self._aware.values())

    def frozen(self, lot: str, writer: str) -> int:
        """The number of this writer's last entry that the opening of a lot had seen; ``NO_END`` before any opening."""
        return self._frozen[lot].get(writer, 0) if lot in self._frozen else NO_END

    def settled_before(self, lot: str, acts: Sequence[Named], knows: Knows) -> dict[frozenset[str], str]:
        """Of these acts, what the settlements say that an opening of this lot knew."""
        found: dict[frozenset[str], str] = {}
        for each in acts:
            known = any(knows(name, each.name) for name in self._holding.get(lot, ()))
            if known and isinstance(each.entry, Settle):
                group = frozenset(each.entry.entries)
                found.pop(group, None)  # the last word stands last
                found[group] = each.entry.holds
        return found

    def phase(self, lot: str, named: Named) -> Phase:
        """``after`` if its writer knew of the opening; else ``blind`` if the opening had seen it; else late or admitted."""
        if lot not in self._frozen:
            return "blind"
        entry, aware = named.entry, self._aware[lot]
        if entry.seen in aware or not aware.isdisjoint(entry.after):
            return "after"
        if entry.n <= self._frozen[lot].get(named.writer, 0):
            return "blind"
        return "admitted" if named.name in self._admitted else "late"


def _sound_head(journal: Journal | None, number: int, line_hash: str) -> int:
    """``number`` if the file still is what the opening had seen, as far as it has arrived; 0 if it was rewritten."""
    arrived = journal is not None and 0 <= number <= len(journal.entries)
    return 0 if journal and arrived and journal.hash_at(number) != line_hash else number
