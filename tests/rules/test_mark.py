"""A mark as typed: its one spelling in the journal, or the reason it is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.rules.fault import Fault, Refused
from commission.rules.grid import SubCriterion, read_mark
from tests.build import a_call

HALF = Fraction(1, 2)
B5 = SubCriterion("B5", "Partenariat", Fraction(7), "B")


def refusal(typed: str, step: Fraction | None = HALF) -> Fault:
    """Why this mark is refused."""
    with pytest.raises(Refused) as refused:
        read_mark(typed, B5, step)
    assert len(refused.value.faults) == 1
    return refused.value.faults[0]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("6,5", "6.5"), ("6.50", "6.5"), ("7", "7"), ("7,0", "7"), ("0", "0"), ("00", "0"), (" 3 ", "3")],
)
def test_a_mark_has_one_spelling(typed: str, kept: str) -> None:
    assert read_mark(typed, B5, HALF) == kept


def test_above_the_maximum_names_it() -> None:
    fault = refusal("7,5")
    assert fault.code == "mark-above-max"
    assert fault.fields == {"found": Fraction("7.5"), "max": Fraction(7), "sub": "B5"}


def test_off_the_step_names_both_neighbours() -> None:
    fault = refusal("6,25")
    assert fault.code == "mark-off-step"
    assert (fault.fields["below"], fault.fields["above"]) == (6, Fraction("6.5"))


def test_without_a_step_any_decimal_is_a_mark() -> None:
    assert read_mark("6,251", B5, None) == "6.251"


def test_a_third_as_step() -> None:
    assert read_mark("2", B5, Fraction(1, 3)) == "2"
    assert refusal("0,33", Fraction(1, 3)).code == "mark-off-step"


@pytest.mark.parametrize("typed", ["1e1", "NaN", "٣", "3 pts", "", "declined", "6,5,"])
def test_what_is_no_mark(typed: str) -> None:
    fault = refusal(typed)
    assert fault.code == "mark-not-a-number"
    assert fault.fields == {"found": typed, "max": Fraction(7), "sub": "B5"}


def test_below_zero() -> None:
    assert refusal("-1").code == "mark-negative"


@given(st.integers(0, 14), st.sampled_from([".", ","]), st.integers(0, 3))
def test_a_mark_read_again_stays_as_it_is(halves: int, comma: str, zeros: int) -> None:
    typed = f"{halves // 2}{comma}{5 * (halves % 2)}{'0' * zeros}"
    kept = read_mark(typed, B5, HALF)
    assert read_mark(kept, B5, HALF) == kept
    assert Fraction(kept) == Fraction(halves, 2)


def test_a_line_is_found_whatever_its_case() -> None:
    call = a_call()
    assert call.sub(" b1 ").code == "B1"
    with pytest.raises(Refused) as refused:
        call.sub("Z9")
    assert refused.value.faults[0].fields == {"found": "Z9", "known": ["A1", "A2", "B1"]}
    assert call.total == 18
