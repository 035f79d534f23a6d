"""A figure turned into a mark: each formula by hand, at equality, at zero, without a figure, with a single dossier."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.result.formulas import ALONE, computed_marks
from commission.rules.build_lines import build_line
from commission.rules.fault import Fault
from commission.rules.grid import Call, Criterion
from commission.rules.notation import COMPARING
from commission.rules.reading import quick
from commission.rules.shape import SubShape
from commission.session.definition import Dossier
from tests.build import a_call, a_dossier

RANGES = [{"start": 0, "points": 10}, {"start": 60, "points": 5}, {"start": 80, "points": 0}]
Figures = Sequence[int | str | None]


def call(maximum: int | None = 10, **formula: Any) -> Call:
    """A call whose one line is computed from the price."""
    keys: dict[str, Any] = {"code": "P1", "title": "Prix", "formula": {"figure": "prix", **formula}}
    faults: list[Fault] = []
    line = build_line(quick(keys if maximum is None else {**keys, "max": maximum}, SubShape), "P", faults)
    assert faults == []
    return a_call({}, criteria=(Criterion("P", "Prix", line.max, (line,)),), figures=("prix",))


def filed(figures: Figures) -> list[Dossier]:
    return [
        a_dossier(f"d{place}") if figure is None else a_dossier(f"d{place}", prix=figure)
        for place, figure in enumerate(figures, 1)
    ]


def points(figures: Figures, maximum: int | None = 10, **formula: Any) -> list[Fraction | str]:
    """What the line gives dossiers that declare these prices; why, where it gives nothing."""
    found = computed_marks(call(maximum, **formula), filed(figures))
    assert list(found) == [(f"d{place}", "P1") for place in range(1, len(figures) + 1)]
    return [each.code if isinstance(each, Fault) else each for each in found.values()]


NO_FIGURE = "formula-figure-absent"
BOUNDS = {"low": 100, "high": 60}


@pytest.mark.parametrize(
    ("formula", "figures", "given"),
    [
        # inverse: 10 × 60 / figure
        ({"name": "inverse"}, ["60", "80", "90"], [10, Fraction(15, 2), Fraction(20, 3)]),
        ({"name": "inverse"}, ["60", "60"], [10, 10]),
        ({"name": "inverse"}, ["0", "60"], [10, 0]),
        ({"name": "inverse"}, ["0", "0"], [10, 10]),
        ({"name": "inverse", "zero": 0}, ["0", "60", "80"], [0, 10, Fraction(15, 2)]),
        ({"name": "inverse"}, ["60", None], [10, NO_FIGURE]),
        ({"name": "inverse", "absent": 1}, ["60", None, "80"], [10, 1, Fraction(15, 2)]),
        ({"name": "inverse"}, ["60"], [ALONE]),
        ({"name": "inverse", "absent": 1}, [None], [ALONE]),
        # to-best: 10 × figure / 90
        ({"name": "to-best"}, ["90", "60", "0"], [10, Fraction(20, 3), 0]),
        ({"name": "to-best"}, ["90", "90"], [10, 10]),
        ({"name": "to-best"}, ["0", "0"], [10, 10]),
        ({"name": "to-best", "zero": 0}, ["0", "0"], [0, 0]),
        ({"name": "to-best"}, ["90"], [ALONE]),
        # to-mean: the mean is 60
        ({"name": "to-mean"}, ["0", "60", "120"], [10, 5, 0]),
        ({"name": "to-mean"}, ["30", "30", "120"], [Fraction(15, 2), Fraction(15, 2), 0]),
        ({"name": "to-mean"}, ["10", "10", "100"], [Fraction(35, 4), Fraction(35, 4), 0]),
        ({"name": "to-mean"}, ["60", "60"], [5, 5]),
        ({"name": "to-mean"}, ["0", "0"], [5, 5]),
        ({"name": "to-mean"}, ["40", "80", None], [Fraction(20, 3), Fraction(10, 3), NO_FIGURE]),
        ({"name": "to-mean"}, ["60"], [ALONE]),
        # linear: 100 gives 0, 60 gives 10
        ({"name": "linear", **BOUNDS}, ["100", "80", "60"], [0, 5, 10]),
        ({"name": "linear", **BOUNDS}, ["120", "40"], [0, 10]),
        ({"name": "linear", "low": 0, "high": 200}, ["50"], [Fraction(5, 2)]),
        ({"name": "linear", **BOUNDS, "zero": 0}, ["0"], [0]),
        ({"name": "linear", **BOUNDS}, [None], [NO_FIGURE]),
        ({"name": "linear", **BOUNDS, "absent": 0}, [None], [0]),
        # steps: from 0, from 60, from 80
        ({"name": "steps", "ranges": RANGES}, ["0", "59.99", "60", "79.99", "80", "999"], [10, 10, 5, 5, 0, 0]),
        ({"name": "steps", "ranges": RANGES}, [None], [NO_FIGURE]),
        ({"name": "steps", "ranges": RANGES, "absent": 0, "zero": 3}, [None, "0"], [0, 3]),
    ],
)
def test_each_formula_by_hand(formula: dict[str, Any], figures: Figures, given: list[Any]) -> None:
    assert points(figures, **formula) == given


def test_steps_need_no_maximum_it_is_their_best_range() -> None:
    assert call(None, name="steps", ranges=RANGES).total == 10


def test_only_the_dossiers_handed_over_are_compared() -> None:
    priced = call(name="inverse")
    both = filed(["60", "80"])
    assert computed_marks(priced, both)["d2", "P1"] == Fraction(15, 2)
    assert computed_marks(priced, [both[1], a_dossier("d3", prix=100)])["d2", "P1"] == 10


def test_a_line_that_members_score_is_left_alone() -> None:
    assert computed_marks(a_call(), filed(["60", "80"])) == {}


EXACT = st.integers(0, 400).map(lambda cents: str(Decimal(cents) / 4))


@given(
    st.sampled_from(["inverse", "to-best", "to-mean", "linear", "steps"]),
    st.lists(EXACT, min_size=2, max_size=6),
    st.sampled_from([{}, {"zero": 0}, {"zero": 3}]),
)
def test_marks_stay_within_the_maximum_equal_figures_are_equal_and_order_is_kept(
    name: str, figures: list[str], zero: dict[str, int]
) -> None:
    more: dict[str, Any] = {"linear": BOUNDS, "steps": {"ranges": RANGES}}.get(name, {})
    marks = [Fraction(each) for each in points(figures, name=name, **more, **zero)]
    pairs = sorted(zip([Fraction(each) for each in figures], marks, strict=True))
    assert all(0 <= mark <= 10 for _, mark in pairs)
    by_figure: dict[Fraction, set[Fraction]] = {}
    for figure, mark in pairs:
        by_figure.setdefault(figure, set()).add(mark)
    assert all(len(each) == 1 for each in by_figure.values())
    scored = [mark for figure, mark in pairs if figure or not zero]
    assert scored == sorted(scored, reverse=name != "to-best")
    if name in COMPARING - {"to-mean"} and scored:
        assert max(scored) == 10


@given(st.lists(EXACT, min_size=2, max_size=6), st.permutations(range(6)))
def test_the_order_of_the_dossiers_says_nothing(figures: list[str], order: list[int]) -> None:
    priced, dossiers = call(name="to-mean"), filed(figures)
    turned = [dossiers[place] for place in order if place < len(dossiers)]
    assert computed_marks(priced, turned) == computed_marks(priced, dossiers)
