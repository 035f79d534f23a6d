"""What a document says of money: a request that adds up exactly, what it lacks, and the keys that contradict each other."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from commission.rules.build import build_call
from commission.rules.grid import Call
from commission.rules.money import Request, asked_sum
from commission.rules.reading import thorough
from commission.rules.shape import GridShape

FIGURES = [{"code": code, "title": code} for code in ("cout", "nombre", "pilotage", "autres", "demande")]
TABLE: dict[str, Any] = {
    "format": 1,
    "code": "appel",
    "title": "Appel",
    "scoring": "unpublished",
    "envelope": Decimal("644934.69"),
    "figure": FIGURES,
    "request": {"declared": "demande", "unit_cost": "cout", "number": "nombre", "added": ["pilotage", "autres"]},
    "lot": [{"code": "t3", "title": "Thème 3", "ceiling": 276000, "forms": [{"code": "pool", "title": "Pool"}]}],
    "milestone": [{"title": "Clôture", "published": "11 juillet 2025"}],
}
REQUEST = Request("demande", "cout", "nombre", ("pilotage", "autres"))


def built(**more: Any) -> tuple[Call, list[tuple[str, str]]]:
    """The call of this table, and what is wrong with it."""
    shape, faults = thorough({**TABLE, **more}, GridShape)
    assert shape is not None, faults
    call, found = build_call(shape)
    return call, [(each.code, ".".join(map(str, each.where))) for each in found]


def declared(**figures: str) -> dict[str, Fraction]:
    """Figures as a dossier declares them."""
    return {name: Fraction(value) for name, value in figures.items()}


def test_a_document_that_gives_an_envelope_a_ceiling_forms_and_a_request_is_sound() -> None:
    call, faults = built()
    assert faults == []
    assert (call.envelope, call.lots[0].ceiling) == (Fraction("644934.69"), 276000)
    assert [each.code for each in call.lots[0].forms] == ["pool"]
    assert call.request == REQUEST
    assert call.milestones[0].published == "11 juillet 2025"


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"request": {"declared": "demandé"}}, ("unknown-figure", "request.declared")),
        ({"request": {"unit_cost": "cout", "number": "nombre", "added": ["x"]}}, ("unknown-figure", "request.added.0")),
        ({"request": {"unit_cost": "cout"}}, ("request-half", "request")),
        ({"request": {"declared": "demande", "added": ["autres"]}}, ("request-half", "request")),
        ({"envelope": "beaucoup"}, ("not-a-number", "envelope")),
        ({"envelope": -1}, ("negative", "envelope")),
        ({"lot": [{"code": "t3", "title": "T", "ceiling": "x"}]}, ("not-a-number", "lot.0.ceiling")),
        (
            {
                "lot": [
                    {"code": "t3", "title": "T", "forms": [{"code": "a", "title": "A"}, {"code": "A", "title": "B"}]}
                ]
            },
            ("duplicate-code", "lot.0.forms.1.code"),
        ),
    ],
)
def test_what_is_refused_at_its_key(more: dict[str, Any], fault: tuple[str, str]) -> None:
    assert built(**more)[1] == [fault]


def test_a_request_is_unit_cost_times_number_plus_the_rest_exactly() -> None:
    found = asked_sum(REQUEST, declared(cout="0.1", nombre="3", pilotage="0.2", autres="0", demande="0.5"))
    assert (found.computed, found.difference, found.lacking) == (Fraction(1, 2), 0, ())


def test_a_difference_is_kept_to_the_cent_whichever_way_it_goes() -> None:
    figures = declared(cout="6400", nombre="8", pilotage="12300.5", autres="0")
    above = asked_sum(REQUEST, {**figures, "demande": Fraction("64100.51")})
    below = asked_sum(REQUEST, {**figures, "demande": Fraction("63500.49")})
    assert (above.difference, below.difference) == (Fraction("600.01"), Fraction("-0.01"))


def test_a_figure_that_is_not_declared_is_lacking_and_never_zero() -> None:
    found = asked_sum(REQUEST, declared(cout="10", nombre="2", pilotage="1", demande="21"))
    assert (found.computed, found.difference, found.lacking, found.amount) == (None, None, ("autres",), 21)
    assert asked_sum(REQUEST, {}).amount is None


def test_a_document_that_asks_for_one_sum_only_computes_nothing() -> None:
    found = asked_sum(Request("demande"), declared(demande="276000"))
    assert (found.declared, found.computed, found.lacking) == (276000, None, ())
