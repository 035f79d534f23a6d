"""Thresholds and outcomes: who is kept out, listed with the reason; what a total is called, without a gap."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.result.ranking import LotRanking, rank
from commission.rules.grid import Call, Criterion, SubCriterion
from commission.rules.ranking_rules import Outcome, Rules, Threshold, build_rules
from commission.rules.ranking_shape import RulesShape
from commission.rules.reading import quick
from tests.build import Table, a_call, a_session


def ranking(rules: Rules, marks: dict[str, dict[str, str]], call: Call | None = None) -> LotRanking:
    """The ranking of what one member gave, under these rules: ``{dossier: {line: mark}}``."""
    definition = msgspec.structs.replace(a_session(["ana"], list(marks), call), rules=rules)
    table = Table(definition).adopt()
    for dossier, values in marks.items():
        table.sheet("ana", dossier, **values)
    return rank(table.open().state, "*")


def kept_out(found: LotRanking) -> dict[str, list[str]]:
    return {each.dossier.code: [reason.code for reason in each.reasons] for each in found.unranked}


MARKS = {"d1": {"A1": "1", "A2": "4", "B1": "5"}, "d2": {"A1": "1", "A2": "3.5", "B1": "9"}}


@pytest.mark.parametrize(
    ("bar", "out"),
    [
        (Threshold("A", Fraction(5), True), ["d2"]),
        (Threshold("A", Fraction(5), False), ["d1", "d2"]),
        (Threshold("A2", Fraction(7, 2), False), ["d2"]),
        (Threshold("B", Fraction(1, 2), True, share=True), []),
        (Threshold("B", Fraction(1, 2), False, share=True), ["d1"]),
        (Threshold("total", Fraction(1, 2), True, share=True), []),
        (Threshold("total", Fraction(3, 4), True, share=True), ["d1"]),
    ],
)
def test_who_is_below_a_threshold_is_listed_with_its_total_and_has_no_place(bar: Threshold, out: list[str]) -> None:
    """d1: A 5 of 8, B 5 of 10, 10 of 18. d2: A 4.5, B 9, 13.5 of 18, which is three quarters."""
    found = ranking(Rules(None, thresholds=(bar,)), MARKS)
    assert sorted(kept_out(found)) == out
    assert [each.dossier.code for each in found.ranking] == [each for each in ("d2", "d1") if each not in out]
    for each in found.unranked:
        assert each.total == {"d1": 10, "d2": Fraction(27, 2)}[each.dossier.code]


def test_weights_that_serve_the_ranking_serve_a_threshold_only_where_it_says_so() -> None:
    """A1 of 10 with the weight 3: 4 is below 5 as marked, and 12 with its weight."""
    sub = SubCriterion("A1", "Ligne", Fraction(10), "A", weight=Fraction(3))
    call = a_call(criteria=(Criterion("A", "Critère", Fraction(30), (sub,)),))
    raw, weighted = (Threshold("A", Fraction(5), True, weighted=each) for each in (False, True))
    assert kept_out(ranking(Rules(None, thresholds=(raw,)), {"d1": {"A1": "4"}}, call)) == {"d1": ["below-threshold"]}
    found = ranking(Rules(None, thresholds=(weighted,)), {"d1": {"A1": "4"}}, call)
    assert [(each.dossier.code, each.total) for each in found.ranking] == [("d1", 12)]


def test_with_nobody_above_there_is_no_ranking_and_it_is_said() -> None:
    found = ranking(Rules(None, thresholds=(Threshold("total", Fraction(18), True),)), MARKS)
    assert found.ranking == ()
    assert "no-ranking" in [each.code for each in found.effects]


@given(st.lists(st.fractions(0, 20), min_size=1, max_size=5, unique=True), st.fractions(-5, 30))
def test_every_total_has_exactly_one_word(bounds: list[Fraction], total: Fraction) -> None:
    edges = [None, *sorted(bounds), None]
    ranges = tuple(Outcome(f"mot {n}", *pair) for n, pair in enumerate(pairwise(edges)))
    fits = [
        each.word
        for each in ranges
        if (each.start is None or each.start <= total) and (each.below is None or each.below > total)
    ]
    assert fits == [Rules(None, outcomes=ranges).outcome(total)]


@pytest.mark.parametrize(
    ("ranges", "code", "where"),
    [
        ([{"word": "non", "below": 10}, {"word": "oui", "start": 11}], "outcome-gap", ("outcome", 1)),
        ([{"word": "non", "below": 10}, {"word": "oui", "start": 9}], "outcome-gap", ("outcome", 1)),
        ([{"word": "non", "below": 10}, {"word": "oui"}], "outcome-gap", ("outcome", 1)),
        ([{"word": "non", "start": 1}], "outcome-open", ("outcome", 0)),
        ([{"word": "non", "below": 1}], "outcome-open", ("outcome", 0)),
    ],
)
def test_ranges_with_a_gap_are_refused_where_it_is(ranges: list[Any], code: str, where: object) -> None:
    _, faults = build_rules(quick({"outcome": ranges}, RulesShape))
    assert [(each.code, each.where) for each in faults] == [(code, where)]


def test_a_total_is_called_by_its_word() -> None:
    rules, faults = build_rules(
        quick({"outcome": [{"word": "réservé", "below": 12}, {"word": "favorable", "start": 12}]}, RulesShape)
    )
    assert faults == []
    assert [(each.dossier.code, each.outcome) for each in ranking(rules, MARKS).ranking] == [
        ("d2", "favorable"),
        ("d1", "réservé"),
    ]
