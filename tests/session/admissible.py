"""A call that asks for one thing of each kind, for tests of admissibility."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from commission.rules.asked import Asked, Field, Piece, Requirement
from commission.rules.grid import Authority, Call
from tests.build import a_call

ASKED = Asked(
    fields=(
        Field("ouverture", "Ouverture", "date"),
        Field("statut", "Statut", "choice", ("association", "société")),
        Field("deja", "Déjà autorisé", "yes-no"),
    ),
    pieces=(
        Piece("statuts", "Statuts", "candidature", mandatory=False),
        Piece("honneur", "Déclaration sur l'honneur", "candidature"),
        Piece("comptes", "Comptes", "candidature"),
        Piece("budget", "Budget", "financier"),
    ),
    requirements=(
        Requirement("delai", "Reçu à temps", "received-before-closing", "refused", "late", automatic=True),
        Requirement(
            "plafond", "Prix", "figure-at-most", "refused", "price-ceiling", "prix", Fraction(80), automatic=True
        ),
        Requirement("taille", "Taille", "figure-at-least", "may-be-refused", "requirement", "places", Fraction(5)),
        Requirement("pieces", "Candidature", "pieces", "to-complete", "incomplete", part="candidature", days=15),
        Requirement("piece", "Budget", "piece", "refused", "requirement", piece="budget"),
        Requirement(
            "dates", "Ouverture", "date-in-range", "noted", "", field="ouverture",
            first=date(2026, 7, 1), last=date(2026, 12, 31),
        ),
        Requirement(
            "statut", "Statut", "one-of", "may-be-refused", "requirement", field="statut", values=("association",)
        ),
        Requirement("deja", "Déjà autorisé", "statement", "may-be-refused", "requirement", field="deja"),
        Requirement("objet", "Objet", "statement", "refused", "foreign"),
    ),
)  # fmt: skip
TWO = (Authority("prefet", "Préfet"), Authority("departement", "Président du Département"))


def the_call(regime: str = "CASF R.313", authorities: tuple[Authority, ...] = TWO, asked: Asked = ASKED) -> Call:
    """A call of two authorities, closed on 26 August 2025 at midnight."""
    closes = datetime(2025, 8, 27)
    return a_call(
        figures=("prix", "places"), asked=asked, regime=regime, authorities=authorities, closes=closes, exclusive=True
    )
