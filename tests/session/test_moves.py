"""A ranking beside the one that was proposed: which dossiers need a sentence, and what is put to the vote as it is."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from commission.session import ranked
from commission.session.entry import Ranking
from commission.session.fold import fold
from commission.session.moves import Order, moved, places
from tests.build import Table, a_call, a_session, journal
from tests.session.unscored import RANKS, a_table, refused

MARKS = {"d1": "9", "d2": "7", "d3": "7", "d4": "2"}
AS_PROPOSED = (("d1",), ("d2", "d3"), ("d4",))


def a_lot_with_points(**marks: str) -> Table:
    """d1 first, d2 and d3 share rank 2, d4 last; x has no mark and no rank."""
    given = {**MARKS, **marks}
    definition = a_session(("ana", "pre!"), (*given, "x"), a_call({"A": {"A1": "10"}}))
    table = Table(definition).adopt()
    for code, mark in given.items():
        table.sheet("ana", code, A1=mark)
    return table.open()


def test_the_proposal_is_put_to_the_vote_as_it_is_without_a_word() -> None:
    for word in ("proposed", "Proposé", "d1 > d3 = d2 > d4"):
        table = a_lot_with_points()
        name = table.act("desk", "ranking", lot="*", order=word)
        assert [set(each) for each in table.state.rankings["*"].order] == [set(each) for each in AS_PROPOSED]
        assert table.state.rankings["*"].proposed == AS_PROPOSED
        table.act("desk", "vote", lot="*", favour="2")
        assert ranked.is_adopted(table.state, "*")
        assert table.state.votes["*"].ranking == name


def test_each_dossier_that_leaves_its_rank_needs_a_sentence_and_no_other() -> None:
    table = a_lot_with_points()
    for order, lacking in (
        ("d2 > d1 > d3 > d4", ["d1", "d2", "d3"]),
        ("d1 > d2 > d3 > d4", ["d3"]),
        ("d1 > d2 = d3", ["d4"]),
        ("d1 > d2 = d3 > d4 > x", ["x"]),
        ("x > d1 > d2 = d3 > d4", ["d1", "d2", "d3", "d4", "x"]),
    ):
        assert refused(table, "desk", "ranking", lot="*", order=order) == "moved-without-reason"
        silent, *given = lacking
        some = " | ".join(f"{code}: motif" for code in given)
        assert refused(table, "desk", "ranking", lot="*", order=order, reasons=some) == "moved-without-reason"
        table.act("desk", "ranking", lot="*", order=order, reasons=f"{silent}: motif | {some}")
        assert [*table.state.rankings["*"].reasons] == lacking


def test_nothing_is_put_to_the_vote_where_nothing_is_proposed() -> None:
    blind = Table(a_session(("ana",), ("d1",))).adopt()
    assert refused(blind, "desk", "ranking", lot="*", order="proposed") == "lot-blind"
    assert refused(a_table(), "desk", "ranking", lot="n", order="proposed") == "nothing-proposed"
    nobody = Table(a_session(("ana",), ("d1",))).adopt().open()
    assert refused(nobody, "desk", "ranking", lot="*", order="proposed") == "nothing-proposed"
    assert refused(nobody, "ana", "ranking", lot="*", order="proposed") == "not-yours"
    assert refused(nobody, "desk", "ranking", lot="*", order="d1") == "reasons-lacking"


def test_a_dossier_may_be_called_so() -> None:
    table = Table(a_session(("ana",), ("d1", "proposed"), a_call({"A": {"A1": "10"}}))).adopt()
    table.sheet("ana", "d1", A1="9").sheet("ana", "proposed", A1="1").open()
    assert refused(table, "desk", "ranking", lot="*", order="proposed") == "moved-without-reason"


def test_a_file_is_judged_by_the_proposal_it_says_it_knew() -> None:
    """One that was written before proposals were recorded has all its sentences, or no effect."""
    table = a_lot_with_points()
    base = {"n": 0, "at": "", "by": "desk", "prev": "", "lot": "*", "order": AS_PROPOSED, "seen": table.state.last_act}

    def said(**more: object) -> list[str]:
        state = fold(table.definition, [*table.journals, journal("presidency", Ranking(**{**base, **more}))])
        return [each.reason.code for each in state.ineffective]

    assert said(proposed=AS_PROPOSED) == []
    assert said() == ["reasons-lacking"]
    assert said(proposed=(("d4",), *AS_PROPOSED[:2])) == ["moved-without-reason"]
    assert said(proposed=(("zz",), ("zz", "d1"))) == ["moved-without-reason"]
    assert said(reasons=dict.fromkeys((*MARKS, "x"), "motif")) == []


def test_where_nothing_is_scored_a_recorded_proposal_excuses_nobody() -> None:
    table = a_table()
    order = (("d2",), ("d1",))
    forged = Ranking(n=0, at="", by="desk", prev="", lot="n", order=order, proposed=order, seen=table.state.last_act)
    state = fold(table.definition, [*table.journals, journal("desk", forged, writer="abababab")])
    assert [each.reason.code for each in state.ineffective] == ["reasons-lacking"]
    assert refused(table, "desk", "ranking", **{**RANKS, "reasons": "d2: mûr"}) == "reasons-lacking"


def test_two_offices_that_rank_the_same_from_two_proposals_decide_the_same() -> None:
    table = a_lot_with_points()
    table.act("desk", "ranking", lot="*", order="proposed")
    entry = table.state.rankings["*"]
    twin = replace(entry, n=0, by="pre", proposed=(("d1",), ("d2",), ("d3",), ("d4",)), reasons={})
    state = fold(table.definition, [*table.journals, journal("presidency", twin)])
    assert (state.contradictions, state.ineffective) == ({}, [])


orders = st.lists(st.integers(0, 3), min_size=1, max_size=5).map(
    lambda keys: tuple(
        tuple(f"d{n}" for n, _ in group)
        for _, group in groupby(sorted(enumerate(keys), key=lambda each: each[1]), key=lambda each: each[1])
    )
)


@given(orders, orders)
def test_a_rank_is_one_more_than_the_dossiers_before_and_nobody_moves_only_where_two_orders_are_one(
    one: Order, other: Order
) -> None:
    flat = [(code, place) for place, group in enumerate(one) for code in group]
    assert places(one) == {code: 1 + sum(before < place for _, before in flat) for code, place in flat}
    everybody = sorted({code for order in (one, other) for group in order for code in group})
    same = [set(each) for each in one] == [set(each) for each in other]
    assert (moved(one, other, everybody) == []) == same
