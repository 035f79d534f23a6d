"""Places, ties and what blocks a ranking."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace

from commission.result.ranking import rank, rank_all
from commission.session.entry import Open, Refuse, Withdraw
from commission.session.fold import fold
from commission.session.state import State
from tests.build import (
    AT,
    Table,
    a_call,
    a_dossier,
    a_lot,
    a_session,
    adopt,
    adoption,
    hand_in,
    journal,
    mark,
    writer_of,
)
from tests.strategies import Case, state_of

LINE = {"A": {"A1": "100"}}


def one_voice(lot: dict[str, str], **more: object) -> State:
    """One seat gives each dossier this many points on the only line."""
    sheets = {("ana", dossier): {"A1": points} for dossier, points in lot.items()}
    return state_of(Case(LINE, {"ana": True}, list(lot), sheets=sheets, **more))  # type: ignore[arg-type]


def places(state: State) -> list[tuple[str, int, bool]]:
    return [(each.dossier.code, each.place, each.tied) for each in rank(state, "n").ranking]


def test_equal_totals_share_a_place_and_leave_a_gap() -> None:
    state = one_voice({"a": "50", "b": "70", "c": "60", "d": "60"})
    assert places(state) == [("b", 1, False), ("c", 2, True), ("d", 2, True), ("a", 4, False)]


def test_three_equal_firsts_are_followed_by_a_fourth() -> None:
    state = one_voice({"a": "9", "b": "9", "c": "9", "d": "0"})
    assert [place for _, place, _ in places(state)] == [1, 1, 1, 4]


def test_inside_a_tie_the_order_is_that_of_the_codes_as_a_french_reader_sorts() -> None:
    state = one_voice({"é2": "5", "f1": "5", "E1": "5", "e3": "5"})
    assert [code for code, _, _ in places(state)] == ["E1", "é2", "e3", "f1"]


@pytest.mark.parametrize("sentinel", ["0", "1", "9", "99", "99.9", "100"])
def test_no_value_of_a_mark_means_something_else(sentinel: str) -> None:
    (only,) = rank(one_voice({"a": sentinel}), "n").ranking
    assert (only.place, only.total) == (1, Fraction(sentinel))


def test_a_hair_of_difference_is_a_difference() -> None:
    assert places(one_voice({"a": "60.001", "b": "60"})) == [("a", 1, False), ("b", 2, False)]


def test_each_lot_has_its_own_ranking_and_its_own_recusals() -> None:
    lots = (a_lot("nord"), a_lot("sud"))
    definition = a_session(
        ("ana", "bob"), (a_dossier("n1", "nord"), a_dossier("s1", "sud")), a_call({"A": {"A1": "10"}}, lots)
    )
    table = Table(definition).adopt()
    for member, points in (("ana", "10"), ("bob", "0")):
        table.sheet(member, "n1", A1=points).sheet(member, "s1", A1=points)
    table.act("bob", "recuse", lot="nord", reason="ancien salarié")
    found = {each.lot.code: each.ranking[0].total for each in rank_all(table.state)}
    assert found == {"nord": 10, "sud": 5}


@pytest.mark.parametrize(("changed", "code"), [("session_print", "session-changed"), ("grid_print", "grid-changed")])
def test_nothing_is_ranked_on_a_file_that_was_not_adopted(changed: str, code: str) -> None:
    state = one_voice({"a": "5"})
    state.definition = replace(state.definition, **{changed: "0" * 64})
    ranking = rank(state, "n")
    assert [each.code for each in ranking.faults] == [code]
    assert (ranking.ranking, ranking.unranked) == ((), ())


def a_lot_opened_twice() -> State:
    """Two desks that did not know of each other open the lot; one had seen every sheet, the other none."""
    desk = writer_of("desk")
    base = {"n": 0, "at": AT, "by": "desk", "prev": "", "seen": f"{desk}:1", "after": (f"{desk}:1",), "lot": "*"}
    return fold(
        a_session(("ana",), ("d1",), a_call(LINE)),
        [
            adoption(),
            journal("ana", mark("d1", "A1", "5"), hand_in("d1")),
            journal("desk", Open(**base, heads={}), writer="aaaaaaaa"),
            journal("desk", Open(**base, heads={}, missing=("ana/d1",)), writer="bbbbbbbb"),
        ],
    )


def test_rival_openings_block_the_ranking_until_one_is_settled() -> None:
    state = a_lot_opened_twice()
    (blocking,) = rank(state, "*").faults
    assert blocking.code == "contradicting-acts"
    assert blocking.fields == {"topic": "open *", "acts": ["aaaaaaaa:1", "bbbbbbbb:1"]}


def test_a_dossier_refused_by_one_office_and_withdrawn_by_the_other_waits_for_a_settlement() -> None:
    seen = f"{writer_of('desk')}:1"
    base = {"n": 0, "at": AT, "prev": "", "seen": seen, "after": (seen,)}
    refusal = Refuse(**base, by="pre", dossier="d1", ground="late", reason="tard")
    withdrawal = Withdraw(**base, by="desk", dossier="d1", reason="lettre")
    sheets = journal("pre", mark("d1", "A1", "5"), hand_in("d1"), mark("d2", "A1", "4"), hand_in("d2"))
    state = fold(
        a_session(("pre!",), ("d1", "d2"), a_call(LINE)),
        [
            journal("desk", adopt()),
            sheets,
            journal("presidency", refusal),
            journal("desk", withdrawal, writer="dddddddd"),
        ],
    )
    ranking = rank(state, "*")
    assert [each.dossier.code for each in ranking.ranking] == ["d2"]
    assert [(each.dossier.code, each.reason.code) for each in ranking.unranked] == [("d1", "contradicting-acts")]


def test_a_late_mark_is_listed_and_not_counted() -> None:
    definition = a_session(("ana", "bob"), ("d1",), a_call(LINE))
    opened = Table(definition).adopt().sheet("ana", "d1", A1="50").sheet("bob", "d1", A1="60").open()
    unseen = journal("bob", mark("d1", "A1", "100"), hand_in("d1"), writer="cccccccc")
    ranking = rank(fold(definition, [*opened.journals, unseen]), "*")
    assert [each.total for each in ranking.ranking] == [55]
    assert [dict(each.fields) for each in ranking.applied if each.code == "late-not-counted"] == [
        {"entries": ["cccccccc:1", "cccccccc:2"]}
    ]


def test_the_rules_adopted_in_session_are_said_with_every_ranking() -> None:
    ranking = rank(one_voice({"a": "5"}, capacity=3), "n")
    assert [
        (each.code, *(value for name, value in each.fields.items() if name != "published")) for each in ranking.rules
    ] == [
        ("rule-step-none",),
        ("rule-aggregation", "mean"),
        ("rule-rounding", "none", 2),
        ("rule-missing", "block"),
        ("rule-ties", "shared"),
        ("rule-selection", "capacity"),
    ]
    assert {each.code for each in ranking.effects} == set()
