"""Numbers are exact from the key to the page: every function against Python's own fractions and decimals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.rules.fault import Refused
from commission.rules.number import (
    exact_text,
    fixed_text,
    parse_decimal,
    parse_exact,
    parse_written,
    round_half_up,
    short_text,
    total,
)

FRACTIONS = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)
DECIMALS = st.decimals(min_value=0, max_value=10**9, places=5, allow_nan=False).map(lambda d: format(d, "f"))
PLACES = st.integers(0, 8)


def why(text: str) -> str:
    """The code with which a typed number is refused."""
    with pytest.raises(Refused) as refused:
        parse_decimal(text)
    assert refused.value.faults[0].fields["found"] == text
    return refused.value.faults[0].code


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("6,5", Fraction(13, 2)),
        ("6.5", Fraction(13, 2)),
        (" 7 ", Fraction(7)),
        ("0", Fraction(0)),
        ("0,10", Fraction(1, 10)),
        ("007", Fraction(7)),
        ("999999999999,999999999999", Fraction(10**24 - 1, 10**12)),
    ],
)
def test_what_a_person_types(typed: str, value: Fraction) -> None:
    assert parse_decimal(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "1e3", "NaN", "inf", "٣", "６", "6٫5", "+4", "1_0", "1 0", "1 000", "6,5,5", "6.,5", ",5", "5,", "--",
        "--5", "-", "-x", "½", "0x10", "1/3", "30 %", "6’5", "6\n5", "1" * 13, "0," + "0" * 13, "9" * 5000, "[/x]",
    ],
)  # fmt: skip
def test_what_is_no_number(typed: str) -> None:
    assert why(typed) == "not-a-number"


@pytest.mark.parametrize("typed", ["-4", "−4", "–4", "-0,5", " -4"])
def test_what_is_below_zero(typed: str) -> None:
    assert why(typed) == "negative"


@given(DECIMALS)
def test_a_comma_and_a_point_say_the_same(text: str) -> None:
    assert parse_decimal(text) == parse_decimal(text.replace(".", ",")) == Fraction(Decimal(text))


@given(st.text())
def test_any_text_is_a_number_or_refused(text: str) -> None:
    try:
        value = parse_decimal(text)
    except Refused:
        return
    assert set(text.strip()) <= set("0123456789.,")
    assert value == Fraction(Decimal(text.strip().replace(",", ".")))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (15, Fraction(15)),
        (Decimal("0.50"), Fraction(1, 2)),
        (Decimal("1e3"), Fraction(1000)),
        ("1/3", Fraction(1, 3)),
        (" 2 / 4 ", Fraction(1, 2)),
        ("30 %", Fraction(3, 10)),
        ("12,5%", Fraction(1, 8)),
        ("1,5", Fraction(3, 2)),
        (Decimal("0e999999999"), Fraction(0)),
        (0, Fraction(0)),
    ],
)
def test_what_a_file_gives(written: int | Decimal | str, value: Fraction) -> None:
    assert parse_written(written) == value


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1/0", "not-a-number"),
        ("a", "not-a-number"),
        ("", "not-a-number"),
        ("-1", "negative"),
        (-1, "negative"),
        (Decimal("-0.5"), "negative"),
        (Decimal("NaN"), "not-a-number"),
        (Decimal("sNaN"), "not-a-number"),
        (Decimal("-Infinity"), "not-a-number"),
        # Twelve digits either side, as for text: one line of a file must not fill the memory.
        (Decimal("1e999999"), "not-a-number"),
        (Decimal("1e-999999"), "not-a-number"),
        (Decimal("1e12"), "not-a-number"),
        (10**12, "not-a-number"),
        (10**400, "not-a-number"),
        (Decimal("0." + "1" * 13), "not-a-number"),
    ],
)
def test_what_a_file_may_not_give(written: int | Decimal | str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_written(written)
    assert [each.code for each in refused.value.faults] == [code]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(143, 2), "71.5"),
        (Fraction(215, 3), "215/3"),
        (Fraction(7), "7"),
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(-1, 3), "-1/3"),
        (Fraction(100), "100"),
    ],
)
def test_the_exact_spelling(value: Fraction, text: str) -> None:
    assert exact_text(value) == text


@given(st.lists(FRACTIONS, max_size=30))
def test_a_sum_is_the_one_that_fractions_give(values: list[Fraction]) -> None:
    assert total(values) == sum(values, Fraction(0))


@given(FRACTIONS)
def test_the_exact_spelling_is_read_back(value: Fraction) -> None:
    text = exact_text(value)
    assert parse_exact(text) == value
    assert ("/" in text) == (set(_primes(value.denominator)) > ({2, 5} & set(_primes(value.denominator))))


def _primes(number: int) -> list[int]:
    found, prime = [], 2
    while number > 1:
        while number % prime == 0:
            found.append(prime)
            number //= prime
        prime += 1 if prime * prime <= number else max(number - prime, 1)
    return found


@pytest.mark.parametrize(
    "text",
    ["1e3", "1_0", " 7", "7 ", "7.0", "07", "2/4", "4/2", "1/0", "٣", "+7", "-0", "6,5", "", "nan", "1 / 3", "½"],
)
def test_no_other_spelling_is_read_back(text: str) -> None:
    with pytest.raises(ValueError, match="not an exact number"):
        parse_exact(text)


@given(FRACTIONS, PLACES)
def test_half_goes_away_from_zero(value: Fraction, places: int) -> None:
    rounded = round_half_up(value, places)
    assert abs(rounded - value) <= Fraction(1, 2 * 10**places)
    assert (rounded * 10**places).denominator == 1
    if abs(rounded - value) == Fraction(1, 2 * 10**places):
        assert abs(rounded) > abs(value)


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=6, allow_nan=False), PLACES)
def test_rounding_is_that_of_decimal(value: Decimal, places: int) -> None:
    with localcontext() as context:
        context.prec = 40
        expected = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert round_half_up(Fraction(value), places) == Fraction(expected)
    text = format(expected, "f")
    assert fixed_text(Fraction(value), places) == (text if expected else text.removeprefix("-"))


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction("2.675"), 2, "2,68"),  # a float would say 2,67
        (Fraction("2.665"), 2, "2,67"),
        (Fraction("-2.675"), 2, "-2,68"),
        (Fraction(215, 3), 2, "71,67"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 1000), 2, "0,00"),  # never « -0,00 »
        (Fraction(7), 2, "7,00"),
    ],
)
def test_what_is_printed(value: Fraction, places: int, text: str) -> None:
    assert fixed_text(value, places, ",") == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction("6.50"), 2, "6,5"),
        (Fraction(7), 2, "7"),
        (Fraction(100), 2, "100"),
        (Fraction(100), 0, "100"),
        (Fraction(2, 3), 2, "0,67"),
        (Fraction(1, 1000), 2, "0"),
    ],
)
def test_what_a_person_would_write(value: Fraction, places: int, text: str) -> None:
    assert short_text(value, places, ",") == text


@given(FRACTIONS, PLACES)
def test_the_short_text_is_the_fixed_one_without_idle_zeros(value: Fraction, places: int) -> None:
    assert Fraction(short_text(value, places)) == Fraction(fixed_text(value, places)) == round_half_up(value, places)
    assert not (short_text(value, places).endswith("0") and "." in short_text(value, places))
