"""A member's own figures while scoring: weights, bonus, combinations, and what has left the dossier."""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from commission.result.own import Own, own_criterion, own_total
from commission.rules.grid import Call, SubCriterion, counted
from tests.examples.table import FOLDER, call_from


def call(name: str) -> Call:
    return call_from((FOLDER / name / "grid.toml").read_text(encoding="utf-8"))


def points(**marks: int) -> dict[str, Fraction]:
    return {code: Fraction(mark) for code, mark in marks.items()}


def test_what_has_no_points_yet_adds_nothing_and_a_mean_is_of_what_has_some() -> None:
    combined = call("combinaisons")
    assert own_criterion(combined.criteria[0], {}) == Own(Fraction(0), Fraction(10))
    assert own_criterion(combined.criteria[0], points(A1=6)) == Own(Fraction(6), Fraction(10))
    assert own_criterion(combined.criteria[0], points(A1=6, A2=8)) == Own(Fraction(7), Fraction(10))
    assert own_criterion(combined.criteria[1], points(B1=3, B2=7)) == Own(Fraction(7), Fraction(8))
    assert own_criterion(combined.criteria[2], points(C1=4, C2=3)) == Own(Fraction(5), Fraction(5))
    assert own_total(combined, points(A1=6, B1=3, C1=4)) == Own(Fraction(13), Fraction(23))


def test_weights_of_lines_then_of_criteria() -> None:
    weighed = call("coefficients")
    assert own_criterion(weighed.criteria[0], points(A1=6, A2=4)) == Own(Fraction(14), Fraction(20))
    assert own_total(weighed, points(A1=6, A2=4, B1=10)) == Own(14 * Fraction(3, 5) + 4, Fraction(20))


def test_a_bonus_stands_beside_and_is_capped_in_the_whole_only() -> None:
    bonus = call("bonus")
    given = points(A1=15, A2=3, A3=2)
    assert own_criterion(bonus.criteria[0], given) == Own(Fraction(15), Fraction(20), Fraction(5))
    assert own_total(bonus, given) == Own(Fraction(15), Fraction(20), Fraction(4))


def test_the_lower_mark_counts_as_the_better_one() -> None:
    line = SubCriterion("A1", "Risque", Fraction(10), "A", min=Fraction(1), lower=True, weight=Fraction(2))
    assert [counted(line, Fraction(mark)) for mark in (1, 4, 10)] == [20, 14, 2]


def test_a_line_that_left_takes_its_maximum_along() -> None:
    alone = call("formule-seul")
    assert own_total(alone, points(A1=8), {"P1"}) == Own(Fraction(8), Fraction(10))
    assert own_criterion(alone.criteria[1], {}, {"P1"}) == Own(Fraction(0), Fraction(0))


def test_opinions_make_no_figure_and_orders_no_total() -> None:
    assert own_criterion(call("avis").criteria[1], {}) == Own(None, None)
    assert own_total(call("avis"), points(A1=7)) == Own(Fraction(7), Fraction(10))
    assert own_total(call("ordre"), points(A1=8, B1=5)) == Own(None, None)


def test_a_mean_of_criteria_counts_those_that_are_begun() -> None:
    mean = replace(call("coefficients"), combine="mean")
    assert own_total(mean, points(A1=6, A2=4)).points == 14 * Fraction(3, 5)
    assert own_total(mean, points(A1=6, A2=4, B1=10)).points == (14 * Fraction(3, 5) + 4) / 2
