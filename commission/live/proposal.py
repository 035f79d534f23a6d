"""The ranking proposed for the lot that an act is about: the act records it, and may put it to the vote as it is."""

from __future__ import annotations

from collections.abc import Mapping

from commission.rules.fault import Refused
from commission.session.moves import Order
from commission.session.state import State


def proposed_for(state: State, kind: str, fields: Mapping[str, str]) -> Order:
    """The proposed ranking, for a ``ranking`` of a lot that is scored and opened; nothing otherwise."""
    if kind != "ranking":
        return ()
    from commission.result.common import common  # only who ranks needs the proposal
    from commission.result.proposed import order_of
    from commission.result.ranking import rank
    from commission.session.definition import WHOLE_CALL
    from commission.session.scope import is_open, is_scored

    try:
        lot = state.ranked_lot(fields.get("lot", ""))
    except Refused:
        return ()
    if not is_scored(state.definition, lot) or not is_open(state, lot):
        return ()
    together = common(state) if lot == WHOLE_CALL else None
    return order_of(together.ranking if together else rank(state, lot).ranking)
