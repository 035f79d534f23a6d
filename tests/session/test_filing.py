"""What a dossier declares and hands in: each name one of the grid's, each value what its field may hold."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from commission.rules.asked import Asked, Field, Piece
from commission.rules.reading import quick
from commission.session.definition import Dossier, SessionShape, build_definition
from tests.build import a_call, a_lot

ASKED = Asked(
    fields=(
        Field("finess", "Numéro FINESS", "text"),
        Field("ouverture", "Ouverture", "date"),
        Field("statut", "Statut", "choice", ("association", "fondation")),
        Field("deja", "Déjà autorisé", "yes-no"),
    ),
    pieces=(Piece("statuts", "Statuts"), Piece("budget", "Budget")),
)
CALL = a_call(lots=(a_lot("n"), a_lot("s")), asked=ASKED)
FILED: dict[str, Any] = {
    "fields": {"finess": "220000000", "ouverture": datetime.date(2026, 1, 1), "statut": "fondation", "deja": True},
    "pieces": ["budget", "statuts"],
    "receipt": "by-hand",
    "receipt_number": "R-12",
    "linked": ["n2"],
}


def filed(**changes: Any) -> tuple[Dossier, list[tuple[str, tuple[str | int, ...]]]]:
    """The first of three dossiers, filed with these things changed, and the faults of all."""
    base = {"applicant": "x", "lot": "n"}
    dossiers = [
        {"code": "n1", **base, **FILED, **changes},
        {"code": "n2", **base},
        {"code": "n1v", **base, "variant_of": "n1"},
        {"code": "s1", "applicant": "x", "lot": "s"},
    ]
    table = {"format": 1, "id": "x", "title": "x", "dossier": dossiers}
    definition, faults = build_definition(quick(table, SessionShape), CALL)
    return definition.dossiers[0], [(each.code, each.where) for each in faults]


def test_a_dossier_keeps_what_it_filed() -> None:
    dossier, faults = filed()
    assert faults == []
    assert dossier.fields == FILED["fields"]
    assert (dossier.pieces, dossier.linked) == (("budget", "statuts"), ("n2",))
    assert (dossier.receipt, dossier.receipt_number, dossier.variant_of) == ("by-hand", "R-12", "")


@pytest.mark.parametrize(
    ("changes", "code", "key"),
    [
        ({"pieces": ["statuts", "devis"]}, "unknown-piece", ("pieces", 1)),
        ({"pieces": ["statuts", "statuts"]}, "listed-twice", ("pieces", 1)),
        ({"fields": {"siret": "1"}}, "unknown-asked-field", ("fields", "siret")),
        ({"fields": {"statut": "société"}}, "value-not-of-field", ("fields", "statut")),
        ({"fields": {"deja": "oui"}}, "field-value-kind", ("fields", "deja")),
        ({"fields": {"finess": True}}, "field-value-kind", ("fields", "finess")),
        ({"fields": {"ouverture": "2026-01-01"}}, "field-value-kind", ("fields", "ouverture")),
        ({"variant_of": "n9"}, "unknown-dossier", ("variant_of",)),
        ({"variant_of": "n1"}, "variant-of-itself", ("variant_of",)),
        ({"variant_of": "n1v"}, "variant-of-variant", ("variant_of",)),
        ({"variant_of": "s1"}, "variant-elsewhere", ("variant_of",)),
        ({"linked": ["n9"]}, "unknown-dossier", ("linked", 0)),
        ({"linked": ["n1"]}, "unknown-dossier", ("linked", 0)),
        ({"linked": ["n2", "n2"]}, "listed-twice", ("linked", 1)),
    ],
)
def test_what_a_dossier_cannot_have_filed_is_told_at_its_key(
    changes: dict[str, Any], code: str, key: tuple[str | int, ...]
) -> None:
    found = [each for each in filed(**changes)[1] if each[1][:2] == ("dossier", 0)]
    assert found == [(code, ("dossier", 0, *key))]


def test_a_call_that_takes_no_variant_says_so_at_each_of_them() -> None:
    base = {"applicant": "x", "lot": "n"}
    dossiers = [{"code": "n1", **base}, {"code": "n1v", **base, "variant_of": "n1"}]
    table = {"format": 1, "id": "x", "title": "x", "dossier": dossiers}
    _, faults = build_definition(quick(table, SessionShape), replace(CALL, variants=False))
    assert [(each.code, each.where) for each in faults] == [("variants-refused", ("dossier", 1, "variant_of"))]
