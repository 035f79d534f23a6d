"""The published AEMO IH grid says what the document says, and nothing it does not."""

from __future__ import annotations

import datetime
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from commission.rules.asked import ground_standing
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


def test_what_a_dossier_hands_in_and_sets_out(call: Call) -> None:
    """Section III: eight pieces, nine headings; section V-1: the financial dossier; four annexes, « obligatoirement »."""
    asked = call.asked
    parts = {
        part: [each for each in asked.pieces if each.part == part] for part in ("candidature", "financier", "annexe")
    }
    assert {part: len(pieces) for part, pieces in parts.items()} == {"candidature": 8, "financier": 7, "annexe": 4}
    assert len(asked.headings) == 9
    assert all(each.mandatory for each in parts["annexe"])
    conditional = [each.code for each in asked.pieces if not each.mandatory]
    assert conditional == ["statuts", "certification", "variantes", "cooperation", "bilan-comptable"]
    assert all(each.source for each in (*asked.pieces, *asked.headings, *asked.fields, *asked.requirements))


def test_the_two_requirements_that_decide_by_themselves(call: Call) -> None:
    late, price = (each for each in call.asked.requirements if each.automatic)
    assert (late.kind, late.failing, late.ground) == ("received-before-closing", "refused", "late")
    assert (price.figure, price.bound, price.failing, price.ground) == ("prix_journee", 80, "refused", "price-ceiling")
    assert price.bound * 365 == 29200  # said in the note, and tested nowhere else
    assert "29 200 €" in price.note
    assert [each.bound for each in call.asked.requirements if each.figure] == [80]


def test_the_six_points_of_eligibility_may_refuse_and_are_no_law(call: Call) -> None:
    """law.md § 6: three legal grounds; what section VIII calls « critères d'éligibilité » is the call's own."""
    points = [each for each in call.asked.requirements if "section VIII" in each.source]
    assert [each.code for each in points] == [
        "complet", "public", "experience", "capacite", "essentiels", "coordination",
    ]  # fmt: skip
    for each in points:
        assert (each.failing, each.automatic, each.days) == ("may-be-refused", False, None)
        assert ground_standing(each.ground, call.regime, call.asked.requirements) == "call"
    assert ground_standing("late", call.regime, call.asked.requirements) == "law"
    assert ground_standing("price-ceiling", call.regime, call.asked.requirements) == "call"


def test_convictions_are_recorded_only_as_handed_in_or_not(call: Call) -> None:
    """law.md § 10: of sworn statements on convictions, only « fournie » or « non fournie » is kept."""
    assert [each.code for each in call.asked.pieces if "condamnations" in each.title] == ["honneur-condamnations"]
    said = [f"{each.code} {each.title}".casefold() for each in (*call.asked.fields, *call.figures)]
    assert not [each for each in said if "condamn" in each or "judiciaire" in each]
