"""Rules that contradict each other or their grid are refused at their key, and so is what the call already publishes."""

from __future__ import annotations

from typing import Any

import pytest

from commission.rules.ranking_rules import build_rules
from commission.rules.ranking_shape import RulesShape
from commission.rules.reading import quick
from commission.rules.rule_checks import contradictions
from tests.rules.test_build import GRID, built

HALF = [{"stage": "sub", "places": 1}]


@pytest.mark.parametrize(
    ("rules", "code", "where"),
    [
        ({"aggregation": "majority"}, "majority-points", ("aggregation",)),
        ({"aggregation": "ranks", "across": "sub"}, "rule-across", ("across",)),
        ({"aggregation": "ranks", "better": "higher"}, "rule-ranks-better", ("better",)),
        ({"aggregation": "trimmed-mean"}, "rule-trim-lacks", ("aggregation",)),
        ({"trim": 1}, "rule-trim-idle", ("trim",)),
        ({"aggregation": "trimmed-mean", "trim": "50 %"}, "rule-trim-size", ("trim",)),
        ({"aggregation": "trimmed-mean", "trim": "3/2"}, "rule-trim-size", ("trim",)),
        ({"drop_best": -1}, "negative", ("drop_best",)),
        ({"aggregation": "ranks", "drop_worst": 1}, "rule-drop-idle", ("drop_worst",)),
        ({"rounding": "none", "round": HALF}, "rule-rounding-both", ("rounding",)),
        ({"round": [*HALF, *HALF]}, "rule-round-twice", ("round", 1, "stage")),
        ({"round": [{"stage": "member", "places": 1}]}, "rule-round-idle", ("round", 0, "stage")),
        ({"across": "total", "round": HALF}, "rule-round-idle", ("round", 0, "stage")),
        ({"aggregation": "trimmed-mean", "trim": "10 %", "round": HALF}, None, None),
        ({"aggregation": "ranks"}, None, None),
        ({"aggregation": "consensus"}, None, None),
        ({"aggregation": "consensus", "across": "sub"}, "rule-across-idle", ("across",)),
        ({"aggregation": "consensus", "trim": 1}, "rule-trim-idle", ("trim",)),
        ({"aggregation": "consensus", "drop_best": 1}, "rule-drop-idle", ("drop_best",)),
        ({"aggregation": "consensus", "drop_worst": 1}, "rule-drop-idle", ("drop_worst",)),
    ],
)
def test_a_contradiction_is_named_at_its_key(rules: dict[str, Any], code: str | None, where: object) -> None:
    call, _ = built()
    shape = quick(rules, RulesShape)
    found = contradictions(shape, build_rules(shape)[0], call)
    assert [(each.code, each.where) for each in found] == ([(code, where)] if code else [])


def test_a_published_contradiction_is_named_in_the_grid() -> None:
    _, faults = built(rules={"trim": 2})
    assert [(each.code, each.where) for each in faults] == [("rule-trim-idle", ("rules", "trim"))]


def test_criteria_compared_in_their_order_have_no_total_to_bring_members_together_on() -> None:
    call, faults = built(combine="lexicographic", total=None)
    assert faults == []
    for rules, code in (({"across": "total"}, "rule-across-order"), ({"aggregation": "ranks"}, "rule-ranks-order")):
        shape = quick(rules, RulesShape)
        assert [each.code for each in contradictions(shape, build_rules(shape)[0], call)] == [code]


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"bonus_cap": 2}, "bonus-cap-idle", ("bonus_cap",)),
        ({"cap": 20}, "cap-and-combine", ("cap",)),
        ({"combine": "capped-sum"}, "cap-and-combine", ("combine",)),
        ({"criterion__0__cap": 8}, "cap-and-combine", ("criterion", 0, "cap")),
    ],
)
def test_a_cap_without_what_it_caps_is_named(changes: dict[str, Any], code: str, where: object) -> None:
    _, faults = built(**changes, **({"total": None} if changes.get("combine") else {}))
    assert (code, where) in [(each.code, each.where) for each in faults]
    assert GRID["total"] == 15


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ({"aggregation": "ranks", "threshold": [{"on": "total", "at_least": 5}]}, "threshold-lower"),
        ({"better": "lower", "threshold": [{"on": "total", "at_least": 5}]}, "threshold-lower"),
        ({"aggregation": "sum", "threshold": [{"on": "total", "at_least": "50 %"}]}, "threshold-no-maximum"),
        ({"threshold": [{"on": "A", "at_least": 9}]}, "threshold-above-maximum"),
        ({"threshold": [{"on": "A", "at_least": "101 %"}]}, "threshold-above-whole"),
        ({"asked": "mesures"}, "selection-idle"),
        ({"tie_break": [{"by": "criterion", "code": "A"}, {"by": "sub", "code": "B1"}] * 2}, "tie-twice"),
        ({"outcome": [{"word": "Favorable", "below": 5}, {"word": "favorable", "start": 5}]}, "outcome-twice"),
        ({"step": 8}, "rule-step-above"),
        ({"step": 2}, None),
        ({"number": 2, "selection": "capacity"}, "selection-idle"),
        ({"aggregation": "sum", "threshold": [{"on": "A", "at_least": 9}]}, None),
        ({"threshold": [{"on": "A", "at_least": 8}], "selection": "number", "number": 2}, None),
    ],
)
def test_what_could_never_do_what_it_says_is_refused(rules: dict[str, Any], code: str | None) -> None:
    """Criterion A is worth 8 points."""
    call, _ = built()
    shape = quick(rules, RulesShape)
    found = contradictions(shape, build_rules(shape)[0], call)
    assert list(dict.fromkeys(each.code for each in found)) == ([code] if code else [])


def test_what_is_said_twice_is_named_where_it_is_said_again() -> None:
    call, _ = built()
    shape = quick(
        {
            "tie_break": [{"by": "deposited-at"}, {"by": "criterion", "code": "A"}, {"by": "deposited-at"}],
            "outcome": [
                {"word": "non", "below": 5},
                {"word": "oui", "start": 5, "below": 9},
                {"word": "non", "start": 9},
            ],
        },
        RulesShape,
    )
    found = contradictions(shape, build_rules(shape)[0], call)
    assert [(each.code, each.where) for each in found] == [
        ("tie-twice", ("tie_break", 2)),
        ("outcome-twice", ("outcome", 2, "word")),
    ]


def test_a_rule_that_does_not_go_with_a_published_one_is_named_where_it_is_written() -> None:
    call, _ = built()
    published = quick({"threshold": [{"on": "total", "at_least": "50 %"}]}, RulesShape)
    adopted = quick({"display_places": 3, "better": "lower"}, RulesShape)
    found = contradictions(adopted, build_rules(adopted, published)[0], call)
    assert [(each.code, each.where) for each in found] == [("threshold-lower", ("better",))]


def test_a_code_that_a_threshold_would_take_for_the_whole_grid_is_refused() -> None:
    _, faults = built(criterion__0__code="Total")
    assert [(each.code, each.where) for each in faults] == [("code-total", ("criterion", 0, "code"))]
