"""Each kind of requirement, computed: what is met, what is not, what cannot be told, and the figures that say why."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from commission.rules.asked import Asked, Field, Requirement
from commission.session.computed import Computed, computed
from tests.build import a_call, a_session
from tests.session.admissible import ASKED

MIDNIGHT = datetime(2025, 8, 27)
CLOSING = Requirement("delai", "Reçu à temps", "received-before-closing", "refused", "late", automatic=True)


def received(at: datetime | None, closes: datetime = MIDNIGHT, exclusive: bool = True, **zones: str) -> Computed:
    """A dossier received then, before this closing."""
    call = a_call(closes=closes, exclusive=exclusive, **({"zone": zones["call"]} if "call" in zones else {}))
    session = replace(a_session(call=call), zone=zones.get("session", "Europe/Paris"))
    return computed(session, replace(session.dossiers[0], deposited_at=at), (), CLOSING)


def test_midnight_of_the_eve_leaves_the_whole_last_day() -> None:
    """« 26 août 2025 minuit, la veille du 27 août » : closes = 27 August, 0 h, which is itself too late."""
    assert received(datetime(2025, 8, 26, 23, 59, 59)).met is True
    assert received(MIDNIGHT) == Computed(False, received(MIDNIGHT).why)
    assert received(MIDNIGHT).why.code == "fit-at-closing-late"
    assert received(datetime(2025, 8, 27, 0, 0, 1)).why.code == "fit-late"
    assert received(datetime(2025, 8, 27, 9, 15)).why.code == "fit-late"


def test_an_inclusive_bound_takes_its_own_instant_and_asks_about_its_minute() -> None:
    closes = datetime(2026, 5, 30, 23, 59)
    assert received(closes, closes, exclusive=False).met is True
    in_the_minute = received(closes + timedelta(seconds=30), closes, exclusive=False)
    assert (in_the_minute.met, in_the_minute.why.code) == (None, "fit-same-minute")
    assert received(closes + timedelta(minutes=1), closes, exclusive=False).met is False
    assert received(closes + timedelta(seconds=30), closes, exclusive=True).met is False


def test_without_a_date_of_receipt_nothing_is_told() -> None:
    assert received(None) == Computed(None, received(None).why)
    assert received(None).why.code == "fit-no-receipt"


def test_each_date_is_of_its_own_zone() -> None:
    """A session held in Réunion notes 1 h 30 on the 27th for what Paris still calls the 26th at 23 h 30."""
    assert received(datetime(2025, 8, 27, 1, 30), session="Indian/Reunion").met is True
    assert received(datetime(2025, 8, 27, 2, 0), session="Indian/Reunion").met is False
    assert received(datetime(2025, 8, 26, 18, 30), session="America/Martinique").met is False


@given(st.integers(-100_000, 100_000), st.booleans())
def test_in_time_is_before_or_at_the_bound_as_the_bound_says(seconds: int, exclusive: bool) -> None:
    found = received(MIDNIGHT + timedelta(seconds=seconds), exclusive=exclusive).met
    if exclusive:
        assert found is (seconds < 0)
    else:
        assert found is (None if 0 < seconds < 60 else seconds <= 0)


def fits(each: str, **changes: Any) -> Computed:
    """The requirement of this code of ``ASKED``, for a dossier that filed these things."""
    session = a_session(call=a_call(figures=("prix", "places"), asked=ASKED))
    pieces = changes.pop("pieces", ())
    requirement = ASKED.requirement(each)
    assert requirement
    return computed(session, replace(session.dossiers[0], **changes), pieces, requirement)


@given(st.fractions(min_value=0, max_value=200))
def test_a_bound_is_itself_admitted_and_never_rounded(value: Fraction) -> None:
    assert fits("plafond", figures={"prix": value}).met is (value <= 80)
    assert fits("taille", figures={"places": value}).met is (value >= 5)


def test_a_price_a_third_of_a_cent_above_the_ceiling_is_above_it() -> None:
    above = fits("plafond", figures={"prix": Fraction(80) + Fraction(1, 300)})
    assert (above.met, above.why.code, above.why.fields["bound"]) == (False, "fit-above", Fraction(80))
    assert fits("plafond", figures={"prix": Fraction(80)}).why.code == "fit-at-most"
    assert fits("plafond", figures={}).met is None


def test_pieces_are_those_that_are_mandatory() -> None:
    assert fits("pieces", pieces=("honneur",)).why.fields["pieces"] == ["Comptes"]
    assert fits("pieces", pieces=("honneur", "comptes")).met is True  # the statutes are due only where there are some
    assert fits("piece", pieces=("honneur",)).met is False
    assert fits("piece", pieces=("budget",)).met is True


@pytest.mark.parametrize(
    ("day", "met"),
    [
        (date(2026, 6, 30), False),
        (date(2026, 7, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
        (None, None),
    ],
)
def test_both_days_of_a_range_are_in_it(day: date | None, met: bool | None) -> None:
    assert fits("dates", fields={"ouverture": day} if day else {}).met is met


def test_one_end_of_a_range_may_be_open() -> None:
    asked = Asked(fields=(Field("jour", "Jour", "date"),))
    session = a_session(call=a_call(asked=asked))
    for first, last, inside, outside in (
        (date(2026, 1, 1), None, date(2030, 1, 1), date(2025, 12, 31)),
        (None, date(2026, 1, 1), date(2020, 1, 1), date(2026, 1, 2)),
    ):
        each = Requirement("r", "", "date-in-range", "noted", "", field="jour", first=first, last=last)
        met = [
            computed(session, replace(session.dossiers[0], fields={"jour": x}), (), each).met for x in (inside, outside)
        ]
        assert met == [True, False]


def test_a_value_is_one_of_those_admitted() -> None:
    assert fits("statut", fields={"statut": "association"}).met is True
    assert fits("statut", fields={"statut": "société"}).met is False
    assert fits("statut", fields={}).met is None


def test_a_statement_is_what_the_dossier_says_of_itself() -> None:
    assert fits("deja", fields={"deja": True}).why.code == "fit-declared"
    assert fits("deja", fields={"deja": False}).met is False
    assert fits("deja", fields={}).met is None
    assert fits("objet").why.code == "fit-statement"
