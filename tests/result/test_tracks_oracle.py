"""Lots with rules of their own, on random sessions, against a count that reads nothing but the written tables."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from commission.cli import recount_places
from commission.cli.recount import differences
from commission.cli.recount_places import place_differences
from commission.result.ranking import rank
from commission.rules.grid import Lot
from commission.rules.ranking_rules import build_rules
from commission.rules.ranking_shape import RulesShape
from commission.rules.reading import quick
from commission.rules.rule_checks import contradictions
from commission.session.entry import Adopt, Open
from commission.session.state import Cell, Sheet, State
from tests import oracle_tracks as oracle
from tests.build import GRID_PRINT, SESSION_PRINT, a_call, a_dossier, a_session
from tests.result.several import BASE

MEMBERS = ("ana", "bob", "cyr")
THERE = {"n": Fraction(5), "s": Fraction(3)}
"""The capacity of each lot, and its envelope."""
ON = st.sampled_from(["total", "A", "B", "A1"])
BARS = st.one_of(
    st.fixed_dictionaries({"on": ON, "at_least": st.integers(1, 3)}),
    st.fixed_dictionaries({"on": ON, "more_than": st.integers(0, 2)}),
    st.fixed_dictionaries({"on": ON, "at_least": st.sampled_from(["25 %", "50 %"])}),
)
STEPS = st.one_of(
    st.fixed_dictionaries({"by": st.just("criterion"), "code": st.sampled_from("AB")}),
    st.fixed_dictionaries({"by": st.just("sub"), "code": st.sampled_from(["A1", "B1"])}),
    st.fixed_dictionaries({"by": st.just("figure"), "code": st.sampled_from(["cost", "rare"])}),
    st.fixed_dictionaries(
        {"by": st.just("figure"), "code": st.sampled_from(["cost", "rare"]), "better": st.just("lower")}
    ),
)
DRAWS = st.fixed_dictionaries({"by": st.just("draw"), "seed": st.sampled_from(["4 12 25", "une graine"])})


@st.composite
def chains(draw: st.DrawFn) -> list[dict[str, str]]:
    """A chain of up to three steps, at times ending in a draw."""
    found = draw(st.lists(STEPS, max_size=3, unique_by=lambda each: each["code"]))
    return [*found, *([draw(DRAWS)] if draw(st.integers(0, 3)) == 0 else [])]


@st.composite
def selections(draw: st.DrawFn) -> dict[str, Any]:
    """What a table says of the selection, with what serves it."""
    how = draw(st.sampled_from(["none", "number", "capacity", "envelope"]))
    found: dict[str, Any] = {"selection": how}
    if how == "number":
        found["number"] = draw(st.integers(1, 3))
    if how in {"capacity", "envelope"}:
        found |= {"asked": "cost", "fill": draw(st.sampled_from(["stop", "skip", "partial"]))}
    return found | ({"waiting": draw(st.integers(0, 2))} if how != "none" and draw(st.booleans()) else {})


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """A ``[rules]`` table with ``[rules.lot.s]``, at times with ``[rules.lot.n]`` too."""
    how = draw(st.sampled_from(["mean", "median", "trimmed-mean"]))
    whole: dict[str, Any] = {"aggregation": how, **({"trim": 1} if how == "trimmed-mean" else {})}
    whole |= draw(st.sampled_from([{}, {}, {"better": "lower"}]))
    bars = st.lists(BARS, max_size=2) if "better" not in whole else st.just([])
    whole |= draw(selections()) | {"threshold": draw(bars), "tie_break": draw(chains())}
    lots = {}
    for lot in draw(st.sampled_from([["s"], ["n", "s"]])):
        own = {key: value for key, value in draw(selections()).items() if key != "asked"}
        keys = draw(st.sets(st.sampled_from(["selection", "number", "fill", "waiting"])))
        said = {key: value for key, value in own.items() if key in keys}
        lots[lot] = said | draw(st.sampled_from([{}, {"threshold": draw(bars)}])) | {"tie_break": draw(chains())}
    return whole | {"lot": lots}


@st.composite
def dossiers(draw: st.DrawFn, lot: str) -> list[oracle.Filed]:
    """Up to five dossiers; few marks are possible, so that many totals are equal."""
    found = []
    for place in range(draw(st.integers(1, 5))):
        low = draw(st.tuples(*(st.integers(0, 2) for _ in oracle.LINES)))
        marks = {member: dict(zip(oracle.LINES, low, strict=True)) for member in MEMBERS}
        if draw(st.booleans()):
            marks["cyr"] = {line: draw(st.integers(0, 2)) for line in oracle.LINES}
        figures = {"cost": draw(st.integers(1, 3))} | draw(st.sampled_from([{}, {"rare": 1}, {"rare": 2}]))
        found.append(oracle.Filed(f"{lot}{place}", marks, figures))
    return found


def played(table: dict[str, Any], filed: dict[str, list[oracle.Filed]]) -> State | None:
    """These dossiers scored by everyone, both lots opened, under these rules; None where they contradict each other."""
    lots = [Lot(code, code, there, "", "cost", ceiling=there) for code, there in THERE.items()]
    grid = {code: {line: str(most) for line, most in lines.items()} for code, lines in oracle.GRID.items()}
    call = a_call(grid, lots, ["cost", "rare"])
    shape = quick(table, RulesShape)
    rules, faults = build_rules(shape)
    if faults or contradictions(shape, rules, call):
        return None
    every = [a_dossier(each.code, lot, **each.figures) for lot, some in filed.items() for each in some]
    state = State(
        replace(a_session(MEMBERS, every, call), rules=rules), Adopt(**BASE, session=SESSION_PRINT, grid=GRID_PRINT)
    )
    state.opened = {lot: Open(**BASE, lot=lot, heads={}) for lot in THERE}
    for each in (each for some in filed.values() for each in some):
        for member, given_marks in each.marks.items():
            cells = {line: Cell.of(str(mark), ["00000000:1"]) for line, mark in given_marks.items()}
            state.sheets[member, each.code] = Sheet(cells, handed_in=True)
    return state


@settings(max_examples=300)
@given(tables(), dossiers("n"), dossiers("s"))
def test_each_lot_is_ranked_and_selected_by_what_its_tables_say(
    table: dict[str, Any], north: list[oracle.Filed], south: list[oracle.Filed]
) -> None:
    filed = {"n": north, "s": south}
    state = played(table, filed)
    assume(state is not None)
    assert state is not None
    for lot, some in filed.items():
        rules = oracle.followed(table, table["lot"].get(lot, {}))
        event(rules["selection"])
        there = {"none": None, "number": Fraction(rules.get("number", 0))}.get(rules["selection"], THERE[lot])
        expected = oracle.outcome(some, rules, there)
        found = rank(state, lot)
        assert {each.dossier.code: [x.fields["on"] for x in each.reasons] for each in found.unranked} == expected.out
        assert {each.dossier.code: (each.place, each.tied) for each in found.ranking} == expected.places
        assert found.selection.useful == expected.useful
        assert found.selection.granted == expected.granted
        assert found.selection.waiting == expected.waiting
        assert differences(state, lot) == []
        assert place_differences(state, lot) == ([], True)


WHOLE = {
    "selection": "number",
    "number": 1,
    "lot": {"s": {"number": 2, "tie_break": [{"by": "criterion", "code": "B"}]}},
}


def two(lot: str) -> list[oracle.Filed]:
    """Two dossiers of one total, the second the better on B."""
    marks = ({"A1": 2, "A2": 0, "B1": 0}, {"A1": 0, "A2": 0, "B1": 2})
    return [oracle.Filed(f"{lot}{x}", dict.fromkeys(MEMBERS, each), {"cost": 1}) for x, each in enumerate(marks)]


@pytest.mark.parametrize(
    ("name", "made", "code"),
    [
        ("_split", lambda *_: [], "recount-place-differs"),
        ("_reaches", lambda *_: False, "recount-bar-differs"),
        ("_there", lambda *_: Fraction(0), "useful-differs"),
    ],
)
def test_what_is_not_as_counted_again_is_told(name: str, made: Any, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    own = {**WHOLE["lot"]["s"], "threshold": [{"on": "total", "at_least": 1}]}  # type: ignore[index]
    state = played({**WHOLE, "lot": {"s": own}}, {"n": two("n"), "s": two("s")})
    assert state is not None
    assert place_differences(state, "s") == ([], True)
    monkeypatch.setattr(recount_places, name, made)
    assert {each.code for each in place_differences(state, "s")[0]} == {code}
