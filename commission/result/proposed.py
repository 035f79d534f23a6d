"""The proposed ranking as an order, and whether the one that the commission's ranking says it knew is still it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from commission.result.places import Ranked
from commission.rules.fault import Fault, fault
from commission.session.moves import Order, moved
from commission.session.scope import in_play_of, is_scored
from commission.session.state import State


def order_of(ranking: Sequence[Ranked]) -> Order:
    """Ranked dossiers best first, those that share a rank together."""
    return tuple(
        tuple(each.dossier.code for each in group) for _, group in groupby(ranking, key=lambda each: each.place)
    )


def no_longer_proposed(state: State, lot: str, ranking: Sequence[Ranked]) -> list[Fault]:
    """A fault where the proposal recorded with the commission's ranking is not the one that the marks give.

    Who withdrew or was refused since has left both.
    """
    entry = state.rankings.get(lot)
    if entry is None or not entry.proposed or not is_scored(state.definition, lot):
        return []
    left = {each.code for each in in_play_of(state, lot)}
    recorded = tuple(kept for group in entry.proposed if (kept := tuple(code for code in group if code in left)))
    if elsewhere := moved(recorded, order_of(ranking), sorted(left)):
        return [fault("proposal-differs", lot=lot, entry=state.ranked_by[lot], dossiers=elsewhere)]
    return []


def passed_over(state: State, lot: str, ranking: Sequence[Ranked]) -> tuple[str, ...]:
    """The dossiers that the rules of selection leave out though one further down is in useful rank.

    Nobody, where the commission adopted other ranks than the proposed ones: the rules then say nothing of its own.
    """
    entry = state.rankings.get(lot)
    if entry is None or entry.order != order_of(ranking):
        return ()
    last = max((each.place for each in ranking if each.useful), default=0)
    return tuple(sorted(each.dossier.code for each in ranking if each.useful is False and each.place < last))


def no_longer_passed(state: State, lot: str, ranking: Sequence[Ranked]) -> list[Fault]:
    """A fault where a decision says that rules pass over dossiers that they do not; a withdrawal may have changed that."""
    entry = state.decisions.get(lot)
    if entry is None or state.withdrawn:
        return []
    if others := sorted(set(entry.passed) - set(passed_over(state, lot, ranking))):
        return [fault("passed-differs", lot=lot, dossiers=others)]
    return []
