"""The published AEMO IH grid says what the document says, and nothing it does not."""

from __future__ import annotations

import datetime
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from commission.rules.build import build_call
from commission.rules.grid import Call
from commission.rules.reading import thorough
from commission.rules.shape import GridShape

PATH = Path(__file__).resolve().parents[2] / "grids" / "aemo-ih-2025.toml"


@pytest.fixture(scope="module")
def call() -> Call:
    """The call, read with no fault at all."""
    table = tomllib.loads(PATH.read_text(encoding="utf-8"), parse_float=Decimal)
    shape, faults = thorough(table, GridShape)
    assert shape is not None, faults
    built, faults = build_call(shape)
    assert faults == []
    return built


def test_the_hundred_points(call: Call) -> None:
    assert {each.code: each.points for each in call.criteria} == {"A": 15, "B": 40, "C": 15, "D": 15, "E": 15}
    assert call.total == 100
    assert len(call.subs) == 21
    assert " ".join(f"{sub.code}={sub.max}" for sub in call.subs) == (
        "A1=1 A2=7 A3=3 A4=4 B1=5 B2=5 B3=3 B4=5 B5=8 B6=7 B7=7 C1=2 C2=2 C3=3 C4=4 C5=4 D1=5 D2=5 D3=5 E1=10 E2=5"
    )


def test_the_two_services(call: Call) -> None:
    assert {lot.code: (lot.capacity, lot.unit) for lot in call.lots} == {
        "nord": (75, "mesures"),
        "sud": (40, "mesures"),
    }
    areas = [[(area.title, area.capacity) for area in lot.areas] for lot in call.lots]
    assert areas == [
        [("Guingamp-Lannion", 30), ("Saint-Brieuc Lamballe", 30), ("Dinan", 15)],
        [("Loudéac", 30), ("Rostrenen", 10)],
    ]
    assert call.lot_label == "service"
    assert {lot.capacity_figure for lot in call.lots} <= {figure.code for figure in call.figures}


def test_the_closing_and_the_opening_that_is_not_given(call: Call) -> None:
    assert call.closes == datetime.datetime(2025, 8, 27)
    assert call.zone == "Europe/Paris"
    assert call.exclusive
    assert call.closes_published == "26 août 2025 minuit, la veille du 27 août 2025"
    assert call.closes_on == "réception"
    assert call.published_opening == "non indiquée"


def test_two_authorities_under_the_code(call: Call) -> None:
    assert [each.code for each in call.authorities] == ["prefet", "departement"]
    assert call.regime == "CASF R.313"


def test_no_rule_is_invented(call: Call) -> None:
    assert [subject for subject, _ in call.unpublished] == ["step", "aggregation", "rounding", "missing", "ties"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("A2", ["éligibilité", "7 points"]),
        ("A4", ["1er janvier 2026", "premier semestre 2026", "six mois"]),
        ("B2", ["0-6 ans", "0 à 18 ans"]),
        ("B7", ["pôles sociaux", "Maisons du Département"]),
        ("C3", ["livret d'accueil", "section III"]),
        ("E1", ["enveloppe budgétaire maximale", "80 €"]),
    ],
)
def test_the_documents_contradictions_stand_on_their_line(call: Call, code: str, words: list[str]) -> None:
    note = call.sub(code).note
    assert [word for word in words if word not in note] == []


def test_every_passage_says_where_it_stands(call: Call) -> None:
    assert [sub.code for sub in call.subs if bool(sub.guidance) != bool(sub.guidance_source)] == []
    assert any("12 interventions" in note and "3 […] par semaine" in note for note in call.notes)
