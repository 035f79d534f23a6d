"""What is proposed for the lot that an act is about: the act records it, and is judged by it.

A ranking may put the proposed one to the vote as it is; a decision follows the rules of selection that go with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from commission.rules.fault import Refused
from commission.session.moves import Order
from commission.session.state import State

if TYPE_CHECKING:
    from commission.result.places import Ranked


def proposed_for(state: State, kind: str, fields: Mapping[str, str]) -> Order:
    """The proposed ranking, for a ``ranking`` of a lot that is scored and opened; nothing otherwise."""
    if kind != "ranking":
        return ()
    from commission.result.proposed import order_of  # only who ranks needs the proposal

    return order_of(_proposed(state, fields.get("lot", "")))


def passed_for(state: State, kind: str, fields: Mapping[str, str]) -> tuple[str, ...]:
    """Whom the rules of selection pass over, for a ``decide`` on a lot that adopted what is proposed; nobody otherwise."""
    if kind != "decide":
        return ()
    from commission.result.proposed import passed_over  # only who decides needs it

    try:
        lot = state.ranked_lot(fields.get("lot", ""))
    except Refused:
        return ()
    return passed_over(state, lot, _proposed(state, lot))


def _proposed(state: State, typed: str) -> Sequence[Ranked]:
    """The dossiers of the proposed ranking, best first; none where the lot is unknown, not scored or not opened."""
    from commission.result.common import common
    from commission.result.ranking import rank
    from commission.session.definition import WHOLE_CALL
    from commission.session.scope import is_open, is_scored

    try:
        lot = state.ranked_lot(typed)
    except Refused:
        return ()
    if not is_scored(state.definition, lot) or not is_open(state, lot):
        return ()
    together = common(state) if lot == WHOLE_CALL else None
    return together.ranking if together else rank(state, lot).ranking
