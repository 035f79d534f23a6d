"""Numbers, dates and lists, as a French and as an English reader expects them."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest

from commission.words import Words

FR, EN = Words("fr"), Words("en")


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (Fraction(13, 2), "6,5", "6.5"),
        (Fraction(7), "7", "7"),
        (Fraction(215, 3), "71,67", "71.67"),
        (Fraction(-1, 4), "-0,25", "-0.25"),
        (Fraction(0), "0", "0"),
    ],
)
def test_a_number_for_the_eye(value: Fraction, french: str, english: str) -> None:
    assert (FR.number(value), EN.number(value)) == (french, english)


def test_a_number_keeps_the_places_asked_for() -> None:
    assert FR.number(Fraction(7), 2) == "7,00"
    assert FR.number(Fraction(2675, 1000), 2) == "2,68"


def test_an_exact_number_never_hides_a_third() -> None:
    assert FR.exact(Fraction(215, 3)) == "215/3"
    assert FR.exact(Fraction(143, 2)) == "71,5"


def test_large_figures_are_grouped_where_asked() -> None:
    assert FR.number(Fraction("2059695.5"), 2, grouped=True) == "2\u202f059\u202f695,50"
    assert EN.number(Fraction(-2059695), grouped=True) == "-2,059,695"
    assert FR.number(Fraction(148), grouped=True) == "148"


@pytest.mark.parametrize(
    ("moment", "french", "english"),
    [
        (datetime(2025, 8, 26, 16, 30), "26 août 2025 à 16 h 30", "26 August 2025 at 16:30"),
        (datetime(2025, 9, 1, 9, 0), "1er septembre 2025 à 9 h", "1 September 2025 at 09:00"),
        (datetime(2025, 8, 27, 0, 5), "27 août 2025 à 0 h 05", "27 August 2025 at 00:05"),
    ],
)
def test_dates(moment: datetime, french: str, english: str) -> None:
    assert (FR.date(moment), EN.date(moment)) == (french, english)


def test_a_day() -> None:
    assert (FR.day(date(2025, 2, 1)), EN.day(date(2025, 2, 1))) == ("1er février 2025", "1 February 2025")


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        ("6.5", "6,5", "6.5"),
        ("declined", "ne se prononce pas", "no opinion"),
        ("not-applicable", "sans objet", "not applicable"),
        ("", "–", "–"),
    ],
)
def test_journal_values(value: str, french: str, english: str) -> None:
    assert (FR.value(value), EN.value(value)) == (french, english)


def test_lists() -> None:
    assert FR.listing(["A1", "A2", "B1"]) == "A1, A2 et B1"
    assert EN.either(["A1", "A2"]) == "A1 or A2"
    assert FR.listing([]) == ""


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("1", "point entier"),
        ("1/2", "demi-point"),
        ("1/4", "quart de point"),
        ("1/10", "dixième de point"),
        ("1/5", "pas de 0,2"),
    ],
)
def test_steps_have_names(step: str, said: str) -> None:
    assert FR.step_size(Fraction(step)) == said


def test_plurals_follow_the_language() -> None:
    said = ("{n} lot", "{n} lots")
    assert [FR.say_n(*said, n) for n in (0, 1, 2)] == ["0 lot", "1 lot", "2 lots"]
    assert [EN.say_n(*said, n) for n in (0, 1, 2)] == ["0 lots", "1 lot", "2 lots"]
