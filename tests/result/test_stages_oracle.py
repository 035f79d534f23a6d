"""Whole calls of two stages against a second count in plain fractions: who goes on, with what, and who comes first then."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from commission.cli import recount
from commission.result.common import common
from commission.result.next_stage import Kept, carried_differences, going_on
from commission.result.ranking import rank
from commission.rules.build import build_call
from commission.rules.fault import Refused
from commission.rules.grid import Call
from commission.rules.number import exact_text
from commission.rules.reading import quick
from commission.rules.shape import GridShape
from commission.session.definition import SessionShape, build_definition
from commission.session.state import State
from tests.build import GRID_PRINT, SESSION_PRINT, Table
from tests.oracle_stages import Filed, Stage, gone_on, ranked, totals

MEMBERS = ("ana", "bob", "cyr")
LOTS = ("nord", "sud")
MARK = st.integers(0, 8)
"""Half points: few values, so that totals are often equal."""


@st.composite
def calls(draw: st.DrawFn) -> dict[str, Any]:
    """A call of two stages on two lots, its rules published for each stage, or for both, or for a lot; and its marks."""
    numbers = st.one_of(st.none(), st.integers(1, 3))
    bars = [st.one_of(st.none(), st.integers(0, most).map(Fraction)) for most in (8, 4)]
    whole = draw(st.sampled_from(["mean", "median", "sum"]))
    stages = []
    for place in range(2):
        number, bar = draw(numbers), draw(bars[place])
        own = None if whole == "sum" else draw(st.sampled_from([None, "mean", "median"]))
        stages.append(Stage(own or whole, number, bar, {}, together=False, stated=own is not None))
        if not place and number is None and bar is None:
            stages[0] = stages[0]._replace(bar=Fraction(0))
    together = draw(st.booleans())
    if together and stages[0].number is not None:
        stages[0] = stages[0]._replace(together=True)
    elif stages[0].number is not None and draw(st.booleans()):
        stages[0] = stages[0]._replace(own={draw(st.sampled_from(LOTS)): draw(st.integers(1, 3))})
    dossiers: list[Filed] = []
    for index in range(draw(st.integers(1, 6))):
        dossiers.append(Filed(f"d{index}", draw(st.sampled_from(LOTS)), ""))
        if draw(st.integers(0, 3)) == 0:
            dossiers.append(Filed(f"d{index}v", dossiers[-1].lot, dossiers[-1].code))
    lines = {"A1": 2, "B1": 4, "C1": 4}
    marks = {(m, d.code, line): Fraction(draw(MARK), 2) for m in MEMBERS for d in dossiers for line in lines}
    return {
        "stages": stages,
        "whole": whole,
        "counts": draw(st.sampled_from(["added", "alone"])),
        "dossiers": dossiers,
        "marks": marks,
    }


def grid(told: dict[str, Any]) -> Call:
    """The call as its file would give it."""
    criteria = [("A", "A1", "ecrit"), ("B", "B1", "ecrit"), ("C", "C1", "audition")]
    table = {
        "format": 1,
        "code": "essai",
        "title": "Essai",
        "rules": {"aggregation": told["whole"]},
        "lot": [{"code": each, "title": each} for each in LOTS],
        "stage": [
            {"code": "ecrit", "title": "Dossier", **_published(told["stages"][0])},
            {"code": "audition", "title": "Audition", "counts": told["counts"], **_published(told["stages"][1])},
        ],
        "criterion": [
            {"code": code, "title": code, "stage": stage, "sub": [{"code": line, "title": line, "max": 4}]}
            for code, line, stage in criteria
        ],
    }
    call, faults = build_call(quick(table, GridShape))
    assert faults == []
    return call


def _published(stage: Stage) -> dict[str, Any]:
    rules: dict[str, Any] = {}
    if stage.stated:
        rules["aggregation"] = stage.how
    if stage.number is not None:
        rules |= {"selection": "number", "number": stage.number}
    if stage.bar is not None:
        rules["threshold"] = [{"on": "total", "at_least": exact_text(stage.bar)}]
    if stage.own:
        rules["lot"] = {lot: {"number": number} for lot, number in stage.own.items()}
    if stage.together:
        rules["lots"] = "together"
    return {"rules": rules} if rules else {}


def scored(call: Call, told: dict[str, Any], kept: dict[str, Fraction] | None) -> State:
    """A session of one stage, all marks given, every lot that has dossiers opened; of the second where some are kept."""
    filed = [each for each in told["dossiers"] if kept is None or each.code in kept]
    table: dict[str, Any] = {
        "format": 1,
        "id": "essai",
        "title": "Essai",
        "stage": "ecrit" if kept is None else "audition",
    }
    table["member"] = [{"code": each, "name": each} for each in MEMBERS]
    table["dossier"] = [
        {"code": each.code, "applicant": each.code, "lot": each.lot}
        | ({"variant_of": each.base} if each.base else {})
        | ({} if kept is None else {"carried": exact_text(kept[each.code])})
        for each in filed
    ]
    definition, faults = build_definition(quick(table, SessionShape), call, SESSION_PRINT, GRID_PRINT)
    assert faults == []
    desk = Table(definition).adopt()
    lines = [sub.code for sub in definition.call.subs]
    for member in MEMBERS:
        for each in filed:
            given_marks = {line: exact_text(told["marks"][member, each.code, line]) for line in lines}
            desk.sheet(member, each.code, **given_marks)
    for lot in {each.lot for each in filed}:
        desk.open(lot)
    return desk.state


def outcome(state: State) -> Kept | set[str]:
    """Who goes on; or the codes of the faults that keep it from being said."""
    lots = [each.code for each in state.definition.lots if state.is_open(each.code)]
    try:
        return going_on(state, [rank(state, lot) for lot in lots], common(state))
    except Refused as refused:
        return {each.code for each in refused.faults}


SEEN: Counter[str] = Counter()


def test_two_stages_give_what_a_second_count_gives() -> None:
    """And the search has met a tie, a call that keeps nobody and one that keeps somebody."""
    SEEN.clear()
    agree()
    assert {each for each, count in SEEN.items() if count} == {"tied", "kept", "nobody"}


@settings(max_examples=200)
@given(calls())
def agree(told: dict[str, Any]) -> None:
    """One call: the program's two sessions, and the second count."""
    call = grid(told)
    first, second = told["stages"]
    found = outcome(scored(call, told, None))
    before = totals(told, first.how, ("A1", "B1"))
    expected = gone_on(before, told["dossiers"], first)
    SEEN["tied" if expected is None else "kept" if expected else "nobody"] += 1
    if not expected:
        assert found == {"next-stage-tied" if expected is None else "next-stage-nobody"}
        return
    assert found == {code: before[code] for code in expected}
    kept = {code: before[code] for code in expected}
    state = scored(call, told, kept)
    assert list(carried_differences(state.definition, kept)) == []
    own = totals(told, second.how, ("C1",))
    final = {code: own[code] + (kept[code] if told["counts"] == "added" else 0) for code in kept}
    for lot in LOTS:
        here = [each for each in told["dossiers"] if each.lot == lot and each.code in kept]
        if not here:
            continue
        result = rank(state, lot)
        said = {each.dossier.code: (each.place, each.total, each.useful) for each in result.ranking}
        assert said == ranked(final, here, second)
        assert {x.ranked.dossier.code: x.ranked.total for x in result.variants} == {
            each.code: final[each.code]
            for each in here
            if each.base in said and (second.bar is None or final[each.code] >= second.bar)
        }
        assert recount.differences(state, lot) == []
