"""``rank --at opening --format json``: which openings the ranking goes by, and the places of today beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commission.publication.debate_json import rank_or_none, snapshot_value
from commission.result.ranking import LotRanking
from commission.session.snapshot import snapshot
from commission.session.state import State


def opening_value(then: State, now: Sequence[LotRanking], before: Sequence[LotRanking]) -> dict[str, Any]:
    """``at`` is ``"opening"``; ``openings`` names each lot's; ``since`` has every dossier's place then and now."""
    places = then.definition.rules.display_places
    opened = [snapshot(then, each.lot.code) for each in before]
    return {
        "at": "opening",
        "openings": [snapshot_value(each) for each in opened if each],
        "since": [
            {
                "lot": ranking.lot.code,
                "dossier": dossier.code,
                "at_opening": rank_or_none(was.ranked(dossier.code), places),
                "now": rank_or_none(ranking.ranked(dossier.code), places),
            }
            for ranking, was in zip(now, before, strict=True)
            for dossier in then.definition.dossiers_of(ranking.lot.code)
        ],
    }
