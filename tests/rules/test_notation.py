"""How a line may be scored: what is read, what it is worth, and what a file may not say."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from commission.rules.build_lines import build_line
from commission.rules.fault import Fault, Refused
from commission.rules.grid import SubCriterion, read_mark
from commission.rules.notation import Level, meant
from commission.rules.reading import quick
from commission.rules.shape import SubShape
from tests.rules.test_build import built


def line(**keys: Any) -> tuple[SubCriterion, list[Fault]]:
    """The line that these keys describe, and its faults."""
    faults: list[Fault] = []
    return build_line(quick({"code": "A1", "title": "Ligne", **keys}, SubShape), "A", faults, "sub", 0), faults


def sound(**keys: Any) -> SubCriterion:
    made, faults = line(**keys)
    assert faults == []
    return made


LEVELS = {"levels": {"insuffisant": 0, "bon": 2, "très bon": Decimal("3.5")}}


@pytest.mark.parametrize(
    ("keys", "typed", "kept", "worth"),
    [
        ({"max": 7}, "6,5", "6.5", Fraction(13, 2)),
        ({}, "1200", "1200", Fraction(1200)),
        ({"max": 3, "min": "-2"}, "−1,5", "-1.5", Fraction(-3, 2)),
        ({"max": 10, "min": 1, "step": 3}, "7", "7", Fraction(7)),
        (LEVELS, "TRES BON", "très bon", Fraction(7, 2)),
        (LEVELS, "ins", "insuffisant", Fraction(0)),
        ({"yes": 5}, "oui", "yes", Fraction(5)),
        ({"yes": 5}, "N", "no", Fraction(0)),
        ({"opinion": True}, "def", "défavorable", None),
        ({"opinions": ["pour", "contre", "réservé"]}, "Reserve", "réservé", None),
    ],
)
def test_what_is_typed_is_kept_in_one_spelling_and_is_worth_its_points(
    keys: dict[str, Any], typed: str, kept: str, worth: Fraction | None
) -> None:
    sub = sound(**keys)
    assert read_mark(typed, sub, None) == kept
    assert read_mark(kept, sub, None) == kept
    assert sub.points(kept) == worth


@pytest.mark.parametrize(
    ("keys", "typed", "code"),
    [
        ({"max": 7}, "-1", "mark-negative"),
        ({"max": 3, "min": "-2"}, "-2,5", "mark-below-min"),
        ({"max": 10, "min": 1, "step": 3}, "3", "mark-off-step"),
        (LEVELS, "b", None),
        (LEVELS, "moyen", "mark-not-a-level"),
        (LEVELS, "", "mark-not-a-level"),
        ({"levels": {"bon": 1, "bonne volonté": 2}}, "bo", "mark-not-a-level"),
        ({"yes": 5}, "5", "mark-not-a-level"),
    ],
)
def test_what_is_no_mark_of_the_line_is_refused(keys: dict[str, Any], typed: str, code: str | None) -> None:
    sub = sound(**keys)
    if code is None:
        assert read_mark(typed, sub, None) == "bon"
        return
    with pytest.raises(Refused) as refused:
        read_mark(typed, sub, None)
    assert [each.code for each in refused.value.faults] == [code]


@pytest.mark.parametrize(
    ("keys", "code", "where"),
    [
        ({"yes": 5, **LEVELS}, "two-notations", ("sub", 0)),
        ({"max": 5, **LEVELS}, "level-max", ("sub", 0, "max")),
        ({"levels": {"Bon": 1, "bon": 2}}, "level-words", ("sub", 0)),
        ({"levels": {"declined": 1}}, "level-words", ("sub", 0)),
        ({"levels": {"Sans objet": 0, "bon": 1}}, "level-words", ("sub", 0)),
        ({"levels": {" bon": 1}}, "level-words", ("sub", 0)),
        ({"opinions": ["pour", "contre\n"]}, "level-words", ("sub", 0)),
        ({"levels": {"bon": 1}, "reason_for": ["mauvais"]}, "unknown-level", ("sub", 0, "reason_for")),
        ({"max": 2, "min": 2}, "max-below-min", ("sub", 0, "max")),
        ({"max": 2, "weight": 0}, "zero-weight", ("sub", 0, "weight")),
        ({"max": 2, "step": 0}, "zero-step", ("sub", 0, "step")),
        ({"max": 2, "formula": {"name": "linear", "figure": "prix"}}, "formula-bounds", ("sub", 0, "formula")),
        (
            {"max": 2, "formula": {"name": "steps", "figure": "prix", "ranges": [{"start": 1, "points": 1}]}},
            "formula-ranges",
            ("sub", 0, "formula", "ranges"),
        ),
        ({"formula": {"name": "inverse", "figure": "prix"}}, "formula-max", ("sub", 0, "formula")),
        (
            {"max": 2, "formula": {"name": "inverse", "figure": "prix", "low": 1}},
            "formula-key",
            ("sub", 0, "formula", "low"),
        ),
        (
            {"max": 2, "formula": {"name": "inverse", "figure": "prix", "absent": 3}},
            "formula-points",
            ("sub", 0, "formula", "absent"),
        ),
        (
            {"max": 2, "formula": {"name": "steps", "figure": "prix", "ranges": [{"start": 0, "points": 3}]}},
            "formula-points",
            ("sub", 0, "formula", "ranges", 0, "points"),
        ),
        ({"better": "lower"}, "lower-needs-max", ("sub", 0, "better")),
        ({"min": 1, **LEVELS}, "points-only", ("sub", 0, "min")),
        ({"yes": 2, "step": 1}, "points-only", ("sub", 0, "step")),
        ({"max": 5, "step": 6}, "step-above-max", ("sub", 0, "step")),
        ({"max": 5, "min": 4, "step": 2}, "step-above-max", ("sub", 0, "step")),
        ({"yes": 0}, "zero-yes", ("sub", 0, "yes")),
        ({"levels": {}, "max": 5}, "empty-levels", ("sub", 0, "levels")),
    ],
)
def test_a_line_that_contradicts_itself_is_refused_at_its_key(keys: dict[str, Any], code: str, where: object) -> None:
    _, faults = line(**keys)
    assert [(each.code, each.where) for each in faults] == [(code, where)]


def test_words_below_zero_lower_the_minimum_of_their_line() -> None:
    assert (sound(levels={"mauvais": -2, "bon": 2}).min, sound(**LEVELS).min, sound(yes=5).min) == (-2, 0, 0)


def test_weights_in_percent_are_shares_of_a_whole() -> None:
    _, faults = built(criterion__0__weight="30 %", criterion__1__weight="60 %", total=None)
    assert [(each.code, each.fields["computed"]) for each in faults] == [("shares-sum", 90)]
    call, faults = built(criterion__0__weight="1/4", criterion__1__weight=2, total=16)
    assert (call.total, faults) == (16, [])


def test_lines_weighted_in_percent_are_shares_of_their_criterion() -> None:
    def weighted(*weights: object) -> list[str]:
        subs = [
            {"code": f"A{n}", "title": "x", "max": 10, **({"weight": each} if each else {})}
            for n, each in enumerate(weights)
        ]
        subs.append({"code": "A9", "title": "x", "max": 1, "bonus": True})
        found = built(criterion__0__sub=subs, criterion__0__points=None, total=None)[1]
        return [f"{each.code} {'.'.join(map(str, each.where))}" for each in found]

    assert weighted("60 %", "40 %") == weighted("1/2", 2) == []
    assert weighted("60 %", "30 %") == ["line-shares-sum criterion.0.sub.1.weight"]
    assert weighted("100 %", None) == ["line-shares-sum criterion.0.sub.0.weight"]


def test_a_ceiling_above_the_envelope_and_a_bound_without_a_closing_are_refused() -> None:
    _, faults = built(lot__0__ceiling=200, envelope=100, bound="inclusive")
    assert [(each.code, each.where) for each in faults] == [
        ("bound-without-closes", ("bound",)),
        ("ceiling-above-envelope", ("lot", 0, "ceiling")),
    ]
    assert built(lot__0__ceiling=100, envelope=100)[1] == []


def test_a_computed_line_is_scored_by_nobody_but_counts() -> None:
    priced = {"code": "B1", "title": "Prix", "max": 7, "formula": {"name": "inverse", "figure": "mesures"}}
    call, faults = built(criterion__1__sub=[priced])
    assert faults == []
    assert [sub.code for sub in call.subs] == ["A1", "A2"]
    assert [sub.code for sub in call.lines] == ["A1", "A2", "B1"]
    _, faults = built(criterion__1__sub=[{**priced, "formula": {"name": "inverse", "figure": "prix"}}])
    assert [(each.code, each.where[-2:]) for each in faults] == [("unknown-figure", ("formula", "figure"))]


def test_a_published_rule_is_not_stated_otherwise() -> None:
    from commission.rules.ranking_rules import build_rules
    from commission.rules.ranking_shape import RulesShape

    published = RulesShape(step=1, aggregation="mean")
    rules, faults = build_rules(RulesShape(aggregation="median", display_places=3), published)
    assert [(each.code, each.where) for each in faults] == [("rule-published", ("aggregation",))]
    rules, faults = build_rules(RulesShape(aggregation="mean", display_places=3), published)
    assert faults == []
    assert (rules.step, rules.display_places, rules.published) == (1, 3, {"step", "aggregation"})


def test_a_word_of_the_line_itself_is_never_taken_for_no_opinion() -> None:
    absent = Level("abs", Fraction(0))
    assert (meant("Abs"), meant("abs", (absent,)), meant("absent"), meant("")) == ("declined", "", "", "")
