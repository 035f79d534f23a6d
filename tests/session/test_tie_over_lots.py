"""The vote on equal totals of several lots: written once all are opened, and only where they are ranked together."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from commission.result.common import common
from commission.rules.fault import Refused
from commission.session.fold import fold
from tests.build import Table, a_call, a_dossier, a_lot, a_session

MARKS = {"n1": ("nord", "9"), "n2": ("nord", "7"), "s1": ("sud", "7"), "s2": ("sud", "3")}


def a_table(lots: str = "together") -> Table:
    """Rank 2 of the common ranking is shared by a dossier of each lot."""
    call = a_call({"A": {"A1": "10"}}, (a_lot("nord"), a_lot("sud"), a_lot("est")))
    dossiers = [a_dossier(code, lot) for code, (lot, _) in MARKS.items()]
    definition = a_session(["ana", "pre!"], dossiers, call, step=None)
    rules = replace(definition.rules, lots=lots, selection="number", number=2)
    table = Table(replace(definition, rules=rules)).adopt()
    for code, (_, mark) in MARKS.items():
        table.sheet("ana", code, A1=mark)
    return table.open("nord")


def vote(table: Table, lot: str = "*", order: str = "s1 n2") -> None:
    table.act("pre@desk", "break-tie", lot=lot, order=order, reason="vote à mains levées")


def refused(table: Table, **fields: str) -> str:
    with pytest.raises(Refused) as refusal:
        vote(table, **fields)
    return refusal.value.faults[0].code


def test_a_vote_tells_dossiers_of_two_lots_apart() -> None:
    table = a_table().open("sud")
    before = common(table.state)
    assert before is not None
    assert {each.dossier.code: (each.place, each.useful) for each in before.ranking} == {
        "n1": (1, True),
        "n2": (2, None),
        "s1": (2, None),
        "s2": (4, False),
    }
    vote(table)
    for state in (table.state, fold(table.definition, table.journals)):
        after = common(state)
        assert after is not None
        assert [(each.place, each.dossier.code, each.useful) for each in after.ranking] == [
            (1, "n1", True),
            (2, "s1", True),
            (3, "n2", False),
            (4, "s2", False),
        ]
        assert [each.broken.code for each in after.ranking if each.broken] == ["tie-voted", "tie-voted"]


def test_it_waits_for_every_lot_and_belongs_to_a_common_ranking() -> None:
    assert refused(a_table()) == "not-opened"
    assert refused(a_table("apart").open("sud")) == "unknown-lot"
    assert refused(a_table().open("sud"), lot="nord") == "unknown-dossier"


def test_a_vote_written_too_early_or_where_lots_are_apart_has_no_effect() -> None:
    voted = a_table().open("sud")
    vote(voted)
    apart = a_table("apart").open("sud").definition
    state = fold(apart, voted.journals)
    assert [each.reason.code for each in state.ineffective] == ["unknown-lot"]
    assert state.tie_votes == []
