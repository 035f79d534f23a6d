"""Rules over several lots that contradict each other or the call are refused at their key."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from commission.rules.fault import Refused
from commission.rules.ranking_rules import build_rules
from commission.rules.ranking_shape import RulesShape
from commission.rules.reading import quick, thorough
from commission.rules.rule_checks import contradictions
from commission.session.definition import SessionShape, build_definition
from tests.examples.table import call_from

GRID = """
format = 1
code = "essai"
title = "Essai"
envelope = 1000
lot = [{ code = "n", title = "N", ceiling = 600 }, { code = "s", title = "S", ceiling = 400 }, { code = "e", title = "E" }]
figure = [{ code = "montant", title = "Montant" }]
field = [{ code = "siret", title = "SIRET" }]
criterion = [{ code = "A", title = "A", sub = [{ code = "A1", title = "A1", max = 10 }] }]
"""
BARE = GRID.replace(", ceiling = 600", "").replace(", ceiling = 400", "")
NUMBER = {"selection": "number", "number": 2}
MONEY = {"selection": "envelope", "asked": "montant"}


def moves(*pairs: tuple[str, str]) -> dict[str, Any]:
    return MONEY | {"transfer": [{"from": source, "to": target} for source, target in pairs]}


def found_in(grid: str, rules: dict[str, Any]) -> list[tuple[str, object]]:
    shape = quick(rules, RulesShape)
    return [(each.code, each.where) for each in contradictions(shape, build_rules(shape)[0], call_from(grid))]


@pytest.mark.parametrize(
    ("rules", "code", "where"),
    [
        ({"lots": "together", **NUMBER}, None, None),
        ({"lots": "together", **NUMBER, "best_of_each": True, "most_per_lot": 1}, None, None),
        ({"lots": "together"}, None, None),
        ({"best_of_each": True, **NUMBER}, "lots-apart", ("best_of_each",)),
        ({"most_per_lot": 2, **NUMBER}, "lots-apart", ("most_per_lot",)),
        ({"lots": "together", "best_of_each": True}, "selection-idle", ("best_of_each",)),
        ({"lots": "together", **NUMBER, "most_per_lot": 0}, "limit-below-one", ("most_per_lot",)),
        ({"lots": "together", "selection": "capacity"}, "lots-capacity", ("selection",)),
        ({"lots": "together", **NUMBER, "aggregation": "ranks"}, "lots-ranks", ("lots",)),
        ({"lots": "together", **MONEY}, "lots-ceilings", ("lots",)),
        (moves(("n", "s")), None, None),
        ({"transfer": [{"from": "n", "to": "s"}], **NUMBER}, "transfer-idle", ("transfer", 0)),
        (moves(("n", "ouest")), "unknown-lot", ("transfer", 0, "to")),
        (moves(("n", "s"), ("e", "s")), "transfer-no-envelope", ("transfer", 1, "from")),
        (moves(("n", "n")), "transfer-circle", ("transfer", 0)),
        (moves(("n", "s"), ("s", "n")), "transfer-circle", ("transfer", 1)),
        (moves(("s", "n")) | {"per_applicant": 1}, "transfer-backwards", ("transfer", 0)),
        (moves(("n", "s")) | {"per_applicant": 1}, None, None),
        ({**NUMBER, "per_applicant": 1, "applicant_field": "siret"}, None, None),
        ({**NUMBER, "per_applicant": 0}, "limit-below-one", ("per_applicant",)),
        ({"per_applicant": 1}, "selection-idle", ("per_applicant",)),
        ({**NUMBER, "applicant_field": "siret"}, "applicant-field-idle", ("applicant_field",)),
        ({**NUMBER, "per_applicant": 1, "applicant_field": "rna"}, "unknown-asked-field", ("applicant_field",)),
    ],
)
def test_a_contradiction_is_named_at_its_key(rules: dict[str, Any], code: str | None, where: object) -> None:
    assert found_in(GRID, rules) == ([(code, where)] if code else [])


def test_a_circle_through_a_third_lot_is_one_too() -> None:
    grid = GRID.replace('title = "E" }', 'title = "E", ceiling = 5 }')
    assert found_in(grid, moves(("n", "s"), ("s", "e"), ("e", "n"))) == [("transfer-circle", ("transfer", 2))]
    assert found_in(grid, moves(("n", "s"), ("n", "e"), ("s", "e"))) == []


def test_lots_together_share_the_envelope_of_the_call() -> None:
    assert found_in(BARE, {"lots": "together", **MONEY}) == []
    without = BARE.replace("envelope = 1000\n", "")
    assert found_in(without, {"lots": "together", **MONEY}) == [("selection-envelope", ("selection",))]
    alone = BARE.split("lot = ")[0] + "figure" + BARE.split("figure", 1)[1]
    assert found_in(alone, {"lots": "together", **NUMBER}) == [("lots-one", ("lots",))]


def test_lots_that_are_not_scored_are_in_no_common_ranking() -> None:
    grid = BARE.replace("envelope = 1000\n", 'envelope = 1000\nscoring = "unpublished"\n').split("criterion =")[0]
    session = {"format": 1, "id": "x", "title": "X", "rules": {"lots": "together"}}
    _, faults = build_definition(quick(session, SessionShape), call_from(grid))
    assert [(each.code, each.where) for each in faults] == [("lots-unscored", ("rules", "lots"))]


@pytest.mark.parametrize(
    ("rules", "code", "where"),
    [
        (moves(("n", "s"), ("n", "s")), "transfer-twice", ("transfer", 1)),
        (NUMBER | {"per_applicant": 1, "applicant_field": ""}, "unknown-asked-field", ("applicant_field",)),
        (NUMBER | {"applicant_field": ""}, "applicant-field-idle", ("applicant_field",)),
        (NUMBER | {"waiting": -1}, "negative", ("waiting",)),
        (NUMBER | {"lot": {"n": {"waiting": -1}}}, "negative", ("lot", "n", "waiting")),
    ],
)
def test_what_would_say_nothing_is_named(rules: dict[str, Any], code: str, where: object) -> None:
    assert found_in(GRID, rules) == [(code, where)]


@pytest.mark.parametrize(
    ("table", "expected"), [({"per_applicant": Decimal("1.5")}, "whole"), ({"step": []}, "number")]
)
def test_a_whole_number_is_called_one(table: dict[str, Any], expected: str) -> None:
    with pytest.raises(Refused) as refused:
        quick(table, RulesShape)
    assert [each.fields["expected"] for each in refused.value.faults] == [expected]
    assert [each.fields["expected"] for each in thorough(table, RulesShape)[1]] == [expected]
