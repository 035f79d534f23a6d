"""A vote on equal totals is written only where it puts them in order: all the dossiers of one total, and no other.

Whoever may write it may read the ranking; the act's own checks come first.
"""

from __future__ import annotations

from commission.rules.fault import Refused, fault
from commission.session.act_draft import Draft
from commission.session.definition import WHOLE_CALL
from commission.session.entry import BreakTie
from commission.session.state import State


def refuse_idle_vote(state: State, draft: Draft) -> None:
    """Raise Refused ``tie-not-these`` for a vote on dossiers that nothing makes equal, or on some of those that are."""
    if draft.kind is not BreakTie:
        return
    from commission.result.common import untold_in_common  # only a vote on a tie needs the ranking
    from commission.result.ranking import untold

    lot, order = draft.fields["lot"], draft.fields["order"]
    whole = lot == WHOLE_CALL and state.definition.rules.lots == "together"
    groups = untold_in_common(state) if whole else untold(state, lot)
    if not any(set(each) == set(order) for each in groups):
        raise Refused(fault("tie-not-these", dossiers=list(order), known=[", ".join(each) for each in groups]))
