"""A form about a sheet: what each field may be, what is wrong with it as typed, and never a name."""

from __future__ import annotations

import pytest

from commission.session.access import viewer
from commission.session.acts import ACTS
from commission.session.circuit_entry import KINDS
from commission.tui.desk_circuit_form import CircuitForm
from commission.words import Words
from tests.circuits import DESK, Circuits, circuits

TODAY, W = "2025-10-06", Words("en")


def form(table: Circuits, kind: str, **fields: str) -> CircuitForm:
    """The form of an act at the secretariat's desk."""
    return CircuitForm(table.state, viewer(table.definition, DESK, desk=True), kind, fields, today=TODAY)


@pytest.mark.parametrize(
    ("kind", "name", "typed", "code"),
    [
        ("fiche", "fiche", "durand", "not-a-pseudonym"),
        ("fiche", "fiche", "j-01", "fiche-exists"),
        ("fiche", "fiche", "j-02", ""),
        ("visa", "date", "32/01/2025", "not-a-day"),
        ("visa", "date", "07/10/2025", "day-to-come"),
        ("visa", "date", "06/10/2025", ""),
        ("admission", "date", "07/10/2030", ""),
        ("admission", "age", "12", "age-out-of-range"),
        ("admission", "age", "01/02/2009", "not-an-age"),
        ("leave", "age", "23", ""),
        ("priority", "rank", "0", "not-a-rank"),
        ("drop", "reason", "Projet abandonné", ""),
    ],
)
def test_what_is_wrong_with_a_field_is_known_before_the_others_are_filled_in(
    kind: str, name: str, typed: str, code: str
) -> None:
    found = form(circuits().fiche("J-01"), kind, fiche="J-01").complaint(name, typed)
    assert (found.code if found else "") == code


def test_nobody_leaves_younger_than_they_came() -> None:
    found = form(circuits().ready("J-01").admit("J-01"), "leave", fiche="J-01").complaint("age", "15")
    assert found is not None
    assert found.code == "younger-than-before"


def test_days_are_asked_only_of_an_option_that_has_some() -> None:
    asked = form(circuits().fiche("J-01"), "condition", fiche="J-01", condition="droit", value="oui")
    assert asked.waiting() == ["start", "until"]
    asked.put("start", "01/01/2025")
    asked.put("value", "attente")
    assert (asked.waiting(), "start" in asked.fields) == ([], False)
    asked.put("condition", "age")
    assert asked.waiting() == ["value"]


def test_a_reason_is_asked_where_the_act_would_be_refused_without() -> None:
    table = circuits().fiche("J-01").conditions("J-01")
    asked = form(table, "opinion", fiche="J-01", opinion="chef", value="favourable")
    assert not asked.waiting()
    asked.put("value", "unfavourable")
    assert asked.waiting() == ["reason"]


def test_several_options_are_offered_alone_then_together() -> None:
    asked = form(circuits().fiche("J-01"), "condition", fiche="J-01", condition="besoin")
    assert [each.value for each in asked.choices("value", W)] == ["ecole", "travail", "ecole,travail"]


def test_a_sheet_is_chosen_among_those_the_act_may_be_about() -> None:
    table = circuits().ready("J-01").admit("J-01").fiche("J-02")
    assert [each.value for each in form(table, "leave").choices("fiche", W)] == ["J-01"]
    assert [each.value for each in form(table, "visa").choices("fiche", W)] == ["J-02"]
    assert form(table, "fiche").choices("fiche", W) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_of_every_act_has_a_label_a_hint_and_no_personal_choice(kind: str) -> None:
    asked = form(circuits().fiche("J-01"), kind)
    for name in (*ACTS[kind].required, *ACTS[kind].optional):
        assert W.say(asked.label(name))
        assert asked.hint(name, W)
        assert "nom" not in [each.value for each in asked.choices(name, W)]
