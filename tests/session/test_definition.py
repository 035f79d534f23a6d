"""A session file's meaning: codes, seats, lots, figures and rules, each fault with its place."""

from __future__ import annotations

import copy
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from commission.rules.fault import Fault, Refused
from commission.rules.reading import quick
from commission.session.definition import Definition, SessionShape, build_definition
from tests.build import a_call, a_lot

SESSION: dict[str, Any] = {
    "format": 1,
    "id": "5f3a",
    "title": "Commission AEMO IH",
    "rules": {"step": Decimal("0.5")},
    "member": [
        {"code": "S01", "name": "Armelle Talvern", "role": "co-president"},
        {"code": "S02", "name": "Hervé Coatbrizel", "role": "co-president", "seat": "État"},
        {"code": "S13", "name": "Catherine Ormévan", "voice": "consultative"},
    ],
    "dossier": [
        {"code": "n2", "applicant": "Les Ajoncs", "lot": "n", "figures": {"mesures": 75}},
        {"code": "n1", "applicant": "Ti Glas", "lot": "n", "figures": {"mesures": "37,5"}},
    ],
}
CALL = a_call(lots=(a_lot("n"), a_lot("s")))


def built(**changes: Any) -> tuple[Definition, list[Fault]]:
    """The session of ``SESSION`` with these values changed: ``member__0__code="x"``."""
    table = copy.deepcopy(SESSION)
    for name, value in changes.items():
        *way, last = [int(step) if step.isdigit() else step for step in name.split("__")]
        holder: Any = table
        for step in way:
            holder = holder[step]
        holder[last] = value
    return build_definition(quick(table, SessionShape), CALL, "a" * 64, "b" * 64)


def test_a_sound_session() -> None:
    definition, faults = built()
    assert faults == []
    assert [(each.code, each.seat, each.votes, each.presides) for each in definition.members] == [
        ("S01", "S01", True, True),
        ("S02", "État", True, True),
        ("S13", "S13", False, False),
    ]
    assert definition.rules.step == Fraction(1, 2)
    assert definition.dossier("N1").figures == {"mesures": Fraction(75, 2)}
    assert [each.code for each in definition.dossiers_of("n")] == ["n1", "n2"]
    assert definition.member(" s13 ").code == "S13"
    assert definition.knows_member("S13")
    assert not definition.knows_member("s13")
    assert (definition.language, definition.zone, definition.session_print) == ("fr", "Europe/Paris", "a" * 64)


def test_a_call_without_lots_has_one() -> None:
    table = copy.deepcopy(SESSION)
    for dossier in table["dossier"]:
        del dossier["lot"]
    definition, faults = build_definition(quick(table, SessionShape), a_call())
    assert faults == []
    assert [each.code for each in definition.lots] == ["*"]
    assert len(definition.dossiers_of("*")) == 2


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"id": "a/b"}, "code-character", ("id",)),
        ({"member__0__code": "Desk", "member__0__seat": "x"}, "code-reserved", ("member", 0, "code")),
        ({"member__2__code": "s01", "member__2__seat": "x"}, "duplicate-code", ("member", 2, "code")),
        ({"member__2__seat": "s01"}, "duplicate-code", ("member", 2, "seat")),
        ({"dossier__1__code": "N2"}, "duplicate-code", ("dossier", 1, "code")),
        ({"dossier__1__code": "n1\u200b"}, "code-character", ("dossier", 1, "code")),
        ({"dossier__1__lot": "N"}, "unknown-lot", ("dossier", 1, "lot")),
        ({"dossier__1__figures": {"places": 3}}, "unknown-figure", ("dossier", 1, "figures", "places")),
        ({"dossier__1__figures": {"mesures": "x"}}, "not-a-number", ("dossier", 1, "figures", "mesures")),
        ({"dossier__1__figures": {"mesures": -1}}, "negative", ("dossier", 1, "figures", "mesures")),
        ({"rules__step": 0}, "zero-step", ("rules", "step")),
        ({"rules__step": "un"}, "not-a-number", ("rules", "step")),
        ({"rules__display_places": 7}, "display-places", ("rules", "display_places")),
    ],
)
def test_each_fault_and_its_place(changes: dict[str, Any], code: str, where: tuple[str | int, ...]) -> None:
    assert [(each.code, each.where) for each in built(**changes)[1]] == [(code, where)]


def test_two_presidents_name_the_first() -> None:
    _, faults = built(member__0__role="president", member__1__role="president")
    assert [(each.code, each.where, each.fields) for each in faults] == [
        ("two-presidents", ("member", 1, "role"), {"first": "S01"})
    ]


@pytest.mark.parametrize(("find", "code"), [("lot", "unknown-lot"), ("member", "unknown-member")])
def test_an_unknown_code_names_the_known_ones(find: str, code: str) -> None:
    definition, _ = built()
    with pytest.raises(Refused) as refused:
        getattr(definition, find)("zz")
    fault = refused.value.faults[0]
    assert (fault.code, fault.fields["found"]) == (code, "zz")
    assert fault.fields["known"] == [each.code for each in getattr(definition, f"{find}s")]
