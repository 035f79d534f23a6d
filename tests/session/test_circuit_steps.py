"""What may be done about a sheet now: the judge of acts and what the desk offers never say two things."""

from __future__ import annotations

import pytest

from commission.session.circuit_steps import Step, steps
from tests.circuits import ADMITTED, DESK, DIRECTION, Circuits, circuits

TODAY = "2025-10-01"
TYPED = {
    "condition": {"value": "16"}, "agreement": {"value": "yes"}, "delegation": {"reason": "r"},
    "opinion": {"value": "favourable"}, "visa": {"date": TODAY}, "receive": {"date": TODAY},
    "out-of-zone": {"reason": "r"}, "over-capacity": {"reason": "r"}, "priority": {"rank": "1", "reason": "r"},
    "wait": {"date": TODAY}, "admission": {"date": TODAY, "age": "16", "reason": "r"}, "drop": {"reason": "r"},
    "leave": {"date": "2026-01-01", "age": "17", "ending": "end", "reason": "r", "exchange": "2026-01-01"},
}  # fmt: skip
VALUES = {"mesure": "aed", "besoin": "ecole", "droit": "attente"}


def found(table: Circuits, code: str = "J-01") -> dict[str, Step]:
    """The steps of one sheet, by id."""
    return {each.id: each for each in steps(table.definition, table.state.book, table.state.book.cases[code], TODAY)}


def now(table: Circuits, code: str = "J-01") -> list[str]:
    """Those to be done that nothing refuses, but for what may always be done."""
    return [each.id for each in found(table, code).values() if each.now and each.kind not in {"priority", "drop"}]


def test_a_new_sheet_has_conditions_and_agreements_to_say_and_no_opinion_yet() -> None:
    table = circuits().fiche("J-01")
    assert now(table) == [
        "condition:age", "condition:mesure", "condition:besoin", "condition:droit", "agreement:jeune",
        "agreement:parents",
    ]  # fmt: skip
    refused = found(table)["opinion:chef"].refusal
    assert refused is not None
    assert refused.code == "fiche-lacks"
    assert found(table)["visa:"].who == "la direction"


def test_step_by_step_to_the_admission_and_out() -> None:
    table = circuits().fiche("J-01").conditions("J-01").agreements("J-01")
    assert now(table) == ["opinion:chef", "receive:notification"]
    assert now(table.opinion("J-01")) == ["visa:", "receive:notification"]
    assert now(table.visa("J-01")) == ["receive:notification", "wait:"]
    assert now(table.piece("J-01")) == ["wait:", "admission:"]
    assert now(table.admit("J-01")) == ["leave:"]
    assert now(table.leave("J-01")) == []


def test_a_condition_that_still_waits_is_to_be_said_anew() -> None:
    table = circuits().fiche("J-01").conditions("J-01", droit="attente")
    assert "condition:droit" in now(table)
    assert "condition:age" not in now(table)


def test_a_refused_agreement_opens_what_stands_for_it_where_the_document_does() -> None:
    table = circuits().fiche("J-01").conditions("J-01", mesure="placement").agreements("J-01", parents="no")
    assert "delegation:parents" in now(table)
    table.act(DESK, "delegation", fiche="J-01", agreement="parents", reason="r")
    assert not {"delegation:parents", "agreement:parents"} & set(now(table))
    shut = circuits().fiche("J-01").conditions("J-01").agreements("J-01", parents="no")
    assert found(shut)["delegation:parents"].refusal.code == "delegation-shut"  # type: ignore[union-attr]


def test_no_place_is_said_and_the_list_is_open() -> None:
    table = circuits().ready("J-01").admit("J-01").ready("J-02")
    assert found(table, "J-02")["admission:"].refusal.code == "no-place"  # type: ignore[union-attr]
    assert now(table, "J-02") == ["wait:"]


def test_a_right_that_opens_later_does_not_stand_in_the_way_of_an_admission_for_that_day() -> None:
    table = circuits().fiche("J-01").conditions("J-01").agreements("J-01").opinion("J-01").visa("J-01").piece("J-01")
    days = {"start": "2027-01-01", "until": "2028-12-31"}
    table.act(DESK, "condition", fiche="J-01", condition="droit", value="oui", **days)
    assert "admission:" in now(table)


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("stage", range(8))
def test_what_is_offered_is_taken_and_what_is_refused_is_refused(stage: int, over: bool) -> None:
    """Every step of every stage: the act says what the step said."""

    def played() -> Circuits:
        table = circuits(over=over)
        table.ready("J-09", "sud", "s-loin", home="sud")
        ways = [
            lambda: table.fiche("J-01", home="outside"),
            lambda: table.conditions("J-01", mesure="placement"),
            lambda: table.agreements("J-01", parents="no"),
            lambda: table.opinion("J-01").opinion("J-01", "pilote"),
            lambda: table.visa("J-01"),
            lambda: table.act(DIRECTION, "out-of-zone", fiche="J-01", reason="r"),
            lambda: table.piece("J-01").act(DESK, "delegation", fiche="J-01", agreement="parents", reason="r"),
            lambda: table.admit("J-01", date=ADMITTED),
        ]
        for way in ways[: stage + 1]:
            way()
        return table

    for each in found(played()).values():
        fields = {**each.fields, **TYPED[each.kind]}
        if each.kind == "condition":
            fields["value"] = VALUES.get(fields["condition"], "16")
        refused = played().refused(DIRECTION, each.kind, **fields)
        assert refused == (each.refusal.code if each.refusal else ""), each.id
