"""Equal totals: told apart by the stated chain, by a draw that anybody can do again, by the commission's vote; or not."""

from __future__ import annotations

import hashlib
from datetime import datetime
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.result.ranking import rank
from commission.rules.fault import Refused
from commission.rules.grid import Call
from commission.rules.ranking_rules import Rules, TieStep, build_rules
from commission.rules.ranking_shape import RulesShape
from commission.rules.reading import quick
from commission.rules.rule_checks import contradictions
from commission.session.entry import BreakTie
from commission.session.fold import fold
from tests.build import Table, a_call, a_dossier, a_session, journal

EQUAL = {
    "d1": {"A1": "1", "A2": "4", "B1": "5"},
    "d2": {"A1": "0", "A2": "4", "B1": "6"},
    "d3": {"A1": "1", "A2": "4", "B1": "5"},
}
"""All at 10; d2 has less on A and more on B."""


def played(rules: Rules, marks: dict[str, dict[str, str]] = EQUAL, call: Call | None = None, **figures: int) -> Table:
    """What one member gave, opened; ``d1=3`` is a figure that dossier declares."""
    dossiers = [
        msgspec.structs.replace(
            a_dossier(each, **({"mesures": figures[each]} if each in figures else {})),
            deposited_at=datetime(2025, 8, 1, place),
        )
        for place, each in enumerate(marks, 1)
    ]
    definition = msgspec.structs.replace(a_session(["ana", "pre!"], dossiers, call), rules=rules)
    table = Table(definition).adopt()
    for dossier, values in marks.items():
        table.sheet("ana", dossier, **values)
    return table.open()


def places(table: Table) -> list[tuple[int, str]]:
    return [(each.place, each.dossier.code) for each in rank(table.state, "*").ranking]


def chain(*steps: TieStep) -> Rules:
    return Rules(None, tie_break=steps)


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ((), [(1, "d1"), (1, "d2"), (1, "d3")]),
        ((TieStep("criterion", "B"),), [(1, "d2"), (2, "d1"), (2, "d3")]),
        ((TieStep("sub", "A1"),), [(1, "d1"), (1, "d3"), (3, "d2")]),
        ((TieStep("sub", "A2"), TieStep("criterion", "B")), [(1, "d2"), (2, "d1"), (2, "d3")]),
        ((TieStep("deposited-at", better="lower"),), [(1, "d1"), (2, "d2"), (3, "d3")]),
        ((TieStep("criterion", "A"), TieStep("deposited-at", better="higher")), [(1, "d3"), (2, "d1"), (3, "d2")]),
        ((TieStep("figure", "mesures"),), [(1, "d1"), (1, "d2"), (1, "d3")]),
    ],
)
def test_the_chain_tells_apart_step_by_step_and_leaves_the_rest_equal(steps: Any, found: list[Any]) -> None:
    """The figure is declared by two of the three only: that step is passed over."""
    assert places(played(chain(*steps), d1=1, d2=2)) == found


def test_what_told_them_apart_is_said() -> None:
    ranking = rank(played(chain(TieStep("criterion", "B"))).state, "*")
    assert [each.broken.code for each in ranking.ranking if each.broken] == ["tie-broken"] * 3
    assert [each.fields["dossiers"] for each in ranking.effects if each.code == "tie-broken"] == [["d1", "d2", "d3"]]


def test_a_draw_is_done_again_by_hand_from_its_seed() -> None:
    seed = "Loto du 3 novembre 2025 : 4 12 25 33 41"
    by_hand = sorted(EQUAL, key=lambda code: hashlib.sha256(f"{seed}\n{code}".encode()).hexdigest())
    assert [code for _, code in places(played(chain(TieStep("draw", seed=seed))))] == by_hand
    assert [code for _, code in places(played(chain(TieStep("draw", seed="autre"))))] != by_hand


def test_the_commission_votes_on_what_the_chain_leaves_and_on_nothing_else() -> None:
    table = played(chain(TieStep("criterion", "B")))
    table.act("pre@desk", "break-tie", lot="*", order="d1 d2", reason="vote")
    assert places(table) == [(1, "d2"), (2, "d1"), (2, "d3")]
    assert in_vain(table) == [{"dossiers": ["d1", "d2"], "among": ["d1", "d3"]}]
    table.act("pre@desk", "break-tie", lot="*", order="d3, d1", reason="vote à mains levées")
    assert places(table) == [(1, "d2"), (2, "d3"), (3, "d1")]
    table.act("pre@desk", "break-tie", lot="*", order="d1 d3", reason="nouveau vote")
    assert places(table) == [(1, "d2"), (2, "d1"), (3, "d3")]


def in_vain(table: Table) -> list[dict[str, object]]:
    return [dict(each.fields) for each in rank(table.state, "*").applied if each.code == "tie-vote-idle"]


def test_the_last_vote_on_all_of_them_holds_when_one_of_them_leaves() -> None:
    """An older vote on two of the three never comes back: it was about a part of the tie, and had no effect."""
    table = played(chain(), dict.fromkeys(EQUAL, EQUAL["d1"]))
    table.act("pre@desk", "break-tie", lot="*", order="d1 d2", reason="vote")
    assert places(table) == [(1, "d1"), (1, "d2"), (1, "d3")]
    assert in_vain(table) == [{"dossiers": ["d1", "d2"], "among": ["d1", "d2", "d3"]}]
    table.act("pre@desk", "break-tie", lot="*", order="d2 d1 d3", reason="vote")
    assert places(table) == [(1, "d2"), (2, "d1"), (3, "d3")]
    table.act("desk", "withdraw", dossier="d3", reason="lettre du 3 novembre")
    assert places(table) == [(1, "d2"), (2, "d1")]
    assert in_vain(table) == []


@given(
    st.lists(st.permutations(["d1", "d2", "d3"]).flatmap(lambda order: st.sampled_from([order, order[:2]])), max_size=4)
)
def test_of_several_votes_the_last_on_all_who_are_left_decides(votes: list[list[str]]) -> None:
    table = played(chain(), dict.fromkeys(EQUAL, EQUAL["d1"]))
    for order in votes:
        table.act("pre@desk", "break-tie", lot="*", order=" ".join(order), reason="vote")
    for left in (["d1", "d2", "d3"], ["d1", "d2"]):
        decisive = [order for order in votes if set(left) <= set(order)]
        expected = [code for code in decisive[-1] if code in left] if decisive else left
        assert [code for _, code in places(table)] == expected
        assert {place for place, _ in places(table)} == ({*range(1, len(left) + 1)} if decisive else {1})
        if len(left) == 3:
            table.act("desk", "withdraw", dossier="d3", reason="lettre")


@pytest.mark.parametrize(("order", "code"), [(("d1", "d3", "d1"), "ranked-twice"), (("d1",), "tie-of-one")])
def test_a_vote_written_by_hand_that_names_one_twice_or_one_alone_has_no_effect(
    order: tuple[str, ...], code: str
) -> None:
    table = played(chain())
    said = BreakTie(n=0, at="", by="pre", prev="", seen=table.state.last_act, lot="*", order=order, reason="vote")
    state = fold(table.definition, [*table.journals, journal("presidency", said)])
    assert [each.reason.code for each in state.ineffective] == [code]
    assert sorted(each.dossier.code for each in rank(state, "*").ranking) == ["d1", "d2", "d3"]


@pytest.mark.parametrize(
    ("who", "order", "code"),
    [("ana", "d1 d3", "not-yours"), ("pre@desk", "d1", "tie-of-one"), ("pre@desk", "d1 zz", "unknown-dossier")],
)
def test_a_vote_on_a_tie_is_refused_where_it_makes_no_sense(who: str, order: str, code: str) -> None:
    table = played(chain())
    with pytest.raises(Refused) as refused:
        table.act(who, "break-tie", lot="*", order=order, reason="vote")
    assert [each.code for each in refused.value.faults] == [code]


STEPS = st.lists(
    st.sampled_from(
        [
            TieStep("criterion", "A"),
            TieStep("criterion", "B", "lower"),
            TieStep("sub", "A2"),
            TieStep("deposited-at", better="lower"),
            TieStep("draw", seed="graine"),
        ]
    ),
    max_size=4,
)
SHEETS = st.lists(
    st.fixed_dictionaries({"A1": st.sampled_from("01"), "A2": st.sampled_from("04"), "B1": st.sampled_from("05")}),
    min_size=1,
)


@given(STEPS, SHEETS, st.integers())
def test_a_chain_only_ever_refines_the_order_and_no_order_of_reading_changes_it(
    steps: list[TieStep], sheets: list[dict[str, str]], seed: int
) -> None:
    marks = {f"d{n}": values for n, values in enumerate(sheets)}
    with_ties = {code: place for place, code in places(played(chain(), marks))}
    found = places(played(chain(*steps), marks))
    for place, one in found:
        for lower, other in found:
            if with_ties[one] < with_ties[other]:
                assert place < lower
    shuffled = list(marks)
    Random(seed).shuffle(shuffled)
    if not any(each.by == "deposited-at" for each in steps):
        assert places(played(chain(*steps), {code: marks[code] for code in shuffled})) == found


@pytest.mark.parametrize(
    ("steps", "code", "where"),
    [
        ([{"by": "draw"}], "draw-seed", ("tie_break", 0)),
        ([{"by": "draw", "seed": "x"}, {"by": "criterion", "code": "A"}], "draw-last", ("tie_break", 0)),
        ([{"by": "criterion"}], "tie-code", ("tie_break", 0)),
        ([{"by": "deposited-at", "code": "A"}], "tie-code", ("tie_break", 0)),
        ([{"by": "deposited-at", "better": "higher"}], "tie-better", ("tie_break", 0, "better")),
        ([{"by": "criterion", "code": "Z"}], "tie-unknown", ("tie_break", 0, "code")),
        ([{"by": "figure", "code": "A"}], "tie-unknown", ("tie_break", 0, "code")),
    ],
)
def test_a_chain_that_makes_no_sense_is_refused_at_its_step(steps: list[Any], code: str, where: object) -> None:
    shape = quick({"tie_break": steps}, RulesShape)
    rules, faults = build_rules(shape)
    faults = faults or contradictions(shape, rules, a_call())
    assert [(each.code, each.where) for each in faults] == [(code, where)]
