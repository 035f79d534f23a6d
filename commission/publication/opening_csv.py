"""``mise-en-commun.csv``, beside an export of the marks as they were opened: what it goes by, and the places of today."""

from __future__ import annotations

from collections.abc import Sequence

from commission.publication.csv_export import Cell, Dialect, Exact, spell
from commission.result.places import Ranked
from commission.result.ranking import LotRanking
from commission.session.snapshot import snapshot
from commission.session.state import State
from commission.words import Words

NAME = "mise-en-commun.csv"


def opening_csv(
    then: State, now: Sequence[LotRanking], before: Sequence[LotRanking], words: Words, spelling: Dialect
) -> bytes:
    """A row for each dossier of these lots: the opening by its name, rank and total as marks were opened, and today."""
    header: list[Cell] = [
        words.say("lot"),
        words.say("opening of marks"),
        words.say("dossier"),
        words.say("rank at the opening"),
        words.say("exact total at the opening"),
        words.say("rank today"),
        words.say("exact total today"),
    ]
    rows: list[list[Cell]] = []
    for ranking, was in zip(now, before, strict=True):
        lot = ranking.lot.code
        opened = snapshot(then, lot)
        for dossier in then.definition.dossiers_of(lot):
            sides = [*_side(was.ranked(dossier.code)), *_side(ranking.ranked(dossier.code))]
            rows.append([lot, opened.name if opened else None, dossier.code, *sides])
    return spell([header, *rows], spelling)


def _side(ranked: Ranked | None) -> list[Cell]:
    if ranked is None:
        return [None, None]
    return [ranked.place, None if ranked.total is None else Exact(ranked.total)]
