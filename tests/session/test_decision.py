"""The authority decides after the ranking and the vote: what it gives, what it may not exceed, when it gives a reason."""

from __future__ import annotations

from fractions import Fraction

import msgspec
import pytest

from commission.rules.fault import Refused
from commission.session import ranked
from commission.session.deliberation import Deliberation
from tests.build import Table, a_call, a_dossier, a_lot, a_session
from tests.session.unscored import RANKS, a_table, refused


def voted(**votes: str) -> Table:
    """Lot n ranked d2, then d1, and adopted; lot s ranked and adopted."""
    table = a_table()
    table.act("desk", "ranking", **RANKS)
    table.act("desk", "vote", lot="n", **(votes or {"favour": "4"}))
    table.act("desk", "ranking", lot="s", order="e1", reasons="e1: convient")
    table.act("desk", "vote", lot="s", favour="4")
    return table


def test_awards_never_exceed_the_ceiling_of_the_lot_nor_the_envelope_of_the_call() -> None:
    table = voted()
    with pytest.raises(Refused) as refusal:
        table.act("desk", "decide", lot="n", awards="d2 = - ; 200000 | d1 = - ; 100000,01")
    assert refusal.value.faults[0].code == "above-lot-ceiling"
    assert refusal.value.faults[0].fields["awarded_euros"] == Fraction("300000.01")
    table.act("desk", "decide", lot="n", awards="d2 = - ; 200000 | d1 = - ; 100000")
    with pytest.raises(Refused) as refusal:
        table.act("desk", "decide", lot="s", awards="e1 = - ; 100000,01")
    assert refusal.value.faults[0].fields == {
        "awarded_euros": Fraction("400000.01"),
        "envelope_euros": Fraction(400_000),
    }
    table.act("desk", "decide", lot="s", awards="e1 = - ; 100000")
    assert ranked.awarded(table.state, ["n", "s"]) == 400_000
    table.act(
        "desk", "decide", lot="n", awards="d2 = - ; 300000", reason="d1 a renoncé"
    )  # it replaces, it does not add
    assert ranked.awarded(table.state, ["n", "s"]) == 400_000


def test_a_volume_is_held_to_the_capacity_counted_in_the_same_unit() -> None:
    lots = (msgspec.structs.replace(a_lot("n", 14), unit="places"),)
    call = a_call({}, lots, scored=False, volume_unit="places")
    table = Table(a_session(("ana",), (a_dossier("d1", "n"),), call, deliberation=Deliberation("ranks"))).adopt()
    table.act("desk", "ranking", lot="n", order="d1", reasons="d1: convient")
    table.act("desk", "vote", lot="n", favour="1")
    assert refused(table, "desk", "decide", lot="n", awards="d1 = 14,5 ; -") == "above-capacity"
    table.act("desk", "decide", lot="n", awards="d1 = 14 ; -")


@pytest.mark.parametrize(
    ("awards", "departs"),
    [
        ("d2 = - ; 1", False),
        ("d2 = - ; 1 | d1 = - ; 1", False),
        ("d1 = - ; 1", True),
    ],
)
def test_a_departure_from_the_ranking_needs_a_reason(awards: str, departs: bool) -> None:
    table = voted()
    if departs:
        assert refused(table, "desk", "decide", lot="n", awards=awards) == "departs-from-ranking"
    table.act("desk", "decide", lot="n", awards=awards, reason="équilibre du territoire" if departs else "")
    assert ranked.departs(table.state, table.state.decisions["n"]) is departs


def test_telling_apart_two_of_the_same_rank_needs_a_reason() -> None:
    table = a_table()
    table.act("desk", "ranking", lot="n", order="d1 = d2", reasons="d1: mûr | d2: mûr")
    table.act("desk", "vote", lot="n", favour="4")
    assert refused(table, "desk", "decide", lot="n", awards="d1 = - ; 1") == "departs-from-ranking"
    table.act("desk", "decide", lot="n", awards="d1 = - ; 1 | d2 = - ; 1")


def test_retaining_nobody_or_deciding_after_a_ranking_that_was_voted_down_needs_a_reason() -> None:
    assert refused(voted(), "desk", "decide", lot="n") == "reason-required"
    table = voted(favour="2", against="2")
    assert refused(table, "desk", "decide", lot="n", awards="d2 = - ; 1") == "departs-from-ranking"


def test_the_authority_decides_after_the_ranking_and_the_vote_and_ends_both() -> None:
    table = a_table()
    assert refused(table, "desk", "decide", lot="n", awards="d2 = - ; 1") == "decision-before-ranking"
    table.act("desk", "ranking", **RANKS)
    assert refused(table, "desk", "decide", lot="n", awards="d2 = - ; 1") == "decision-before-vote"
    table.act("desk", "vote", lot="n", favour="4")
    table.act("desk", "decide", lot="n", awards="d2 = - ; 1")
    assert refused(table, "desk", "ranking", **RANKS) == "already-decided"
    assert refused(table, "desk", "vote", lot="n", favour="3", reason="x") == "already-decided"
    assert refused(table, "desk", "decide", lot="n", awards="d2 = - ; 2") == "reason-required"
    table.act("desk", "decide", lot="n", awards="d2 = - ; 2", reason="erreur de plume")
    assert table.state.decisions["n"].awards[0].amount == "2"


@pytest.mark.parametrize(
    ("awards", "code"),
    [
        ("d2", "award-not-read"),
        ("d2 = 1", "award-not-read"),
        ("d2 = - ; -", "empty-award"),
        ("d2 = - ; 1e3", "not-a-number"),
        ("d2 = - ; -5", "negative"),
        ("d2 = - ; 0,005", "below-the-cent"),
        ("d2 = - ; 1 | d2 = - ; 2", "awarded-twice"),
        ("d3 = - ; 1", "dossier-refused"),
        ("e1 = - ; 1", "unknown-dossier"),
    ],
)
def test_awards_that_are_refused(awards: str, code: str) -> None:
    assert refused(voted(), "desk", "decide", lot="n", awards=awards) == code


def linked(**ceilings: int) -> Table:
    """A lot for each ceiling, one dossier in each, adopted; a gives to b, b to c."""
    lots = [msgspec.structs.replace(a_lot(code), ceiling=Fraction(most)) for code, most in ceilings.items()]
    call = a_call({}, lots, scored=False)
    dossiers = [a_dossier(f"{code}1", code) for code in ceilings]
    definition = a_session(("ana",), dossiers, call, deliberation=Deliberation("ranks"))
    rules = msgspec.structs.replace(definition.rules, selection="envelope", transfers=(("a", "b"), ("b", "c")))
    table = Table(msgspec.structs.replace(definition, rules=rules)).adopt()
    for code in ceilings:
        table.act("desk", "ranking", lot=code, order=f"{code}1", reasons=f"{code}1: convient")
        table.act("desk", "vote", lot=code, favour="1")
    return table


def test_money_that_a_lot_leaves_may_be_given_in_the_lot_it_goes_to_and_only_once() -> None:
    table = linked(a=100, b=50, c=10, d=5)
    assert refused(table, "desk", "decide", lot="a", awards="a1 = - ; 100,01") == "above-lot-ceiling"
    assert refused(table, "desk", "decide", lot="d", awards="d1 = - ; 5,01") == "above-lot-ceiling"
    assert refused(table, "desk", "decide", lot="b", awards="b1 = - ; 150,01") == "above-linked-ceilings"
    table.act("desk", "decide", lot="b", awards="b1 = - ; 120")
    assert refused(table, "desk", "decide", lot="a", awards="a1 = - ; 40,01") == "above-linked-ceilings"
    table.act("desk", "decide", lot="a", awards="a1 = - ; 30")
    with pytest.raises(Refused) as refusal:
        table.act("desk", "decide", lot="c", awards="c1 = - ; 10,01")
    assert refusal.value.faults[0].fields == {
        "lot": "c",
        "lots": ["a", "b", "c"],
        "awarded_euros": Fraction("160.01"),
        "ceiling_euros": Fraction(160),
    }
    table.act("desk", "decide", lot="c", awards="c1 = - ; 10")


@pytest.mark.parametrize(
    ("unit", "counted", "held"), [("mesures", "", True), ("mesures", "places", False), ("", "", True)]
)
def test_a_volume_that_no_document_counts_otherwise_is_counted_as_the_capacity(
    unit: str, counted: str, held: bool
) -> None:
    lots = (msgspec.structs.replace(a_lot("n", 40), unit=unit),)
    call = a_call({}, lots, scored=False, volume_unit=counted)
    table = Table(a_session(("ana",), (a_dossier("d1", "n"),), call, deliberation=Deliberation("ranks"))).adopt()
    table.act("desk", "ranking", lot="n", order="d1", reasons="d1: convient")
    table.act("desk", "vote", lot="n", favour="1")
    if held:
        assert refused(table, "desk", "decide", lot="n", awards="d1 = 500 ; -") == "above-capacity"
    table.act("desk", "decide", lot="n", awards="d1 = 40 ; -" if held else "d1 = 500 ; -")
