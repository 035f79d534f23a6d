"""An act filled in at the desk: generated from the table of acts, it offers only what its viewer may know and do."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace

from commission.live.identity import slip_hash, slip_opens
from commission.rules.grid import Criterion, SubCriterion
from commission.rules.notation import Level
from commission.rules.ranking_rules import Rules
from commission.session import entry
from commission.session.access import viewer
from commission.session.acts import ACTS
from commission.session.definition import Definition
from commission.session.entry import Journal
from commission.session.fold import fold
from commission.session.state import Named, State
from commission.tui.desk_actions import of_the_table
from commission.tui.desk_form import BY, LABELS, ActForm, typed_value
from commission.words import Words
from tests.build import ADOPTION, Table, a_call, a_session, adopt, adoption, hand_in, journal, mark

W = Words("en")


def a_table() -> Table:
    """Two presiding members and two others, two dossiers, marks opened with one sheet missing."""
    table = Table(a_session(["pam!", "ana", "bob"], ["d1", "d2"])).adopt()
    table.sheet("ana", "d1", A1="1", A2="2", B1="3")
    return table


def form(table: Table, kind: str, who: str = "desk", **fields: str) -> ActForm:
    """The form of an act as the desk opens it."""
    return ActForm(table.state, viewer(table.definition, who, desk=True), kind, fields)


@pytest.mark.parametrize("kind", ACTS)
def test_every_field_of_every_act_has_a_name_and_a_place_in_its_form(kind: str) -> None:
    shown = form(a_table(), kind).names
    assert set(shown) >= set(ACTS[kind].required)
    assert set(shown) <= set(LABELS)
    assert len(shown) == len(set(shown))


def test_the_secretariat_is_asked_in_whose_name_it_does_what_is_the_presidency_s() -> None:
    refusing = form(a_table(), "refuse")
    assert refusing.names == [BY, "dossier", "ground", "reason"]
    assert [each.value for each in refusing.choices(BY, W)] == ["pam"]
    assert refusing.waiting() == [BY, "dossier", "ground", "reason"]


def test_a_president_at_the_desk_is_not() -> None:
    assert form(a_table(), "refuse", "pam").names == ["dossier", "ground", "reason"]


def test_without_anybody_presiding_the_form_says_who_may() -> None:
    alone = form(Table(a_session(["ana"])).adopt(), "refuse")
    fault = alone.right()
    assert fault is not None
    assert W.short(fault) == "this is not for you to do: refuse a dossier before examination; it is for the presidency"


def test_a_sheet_is_reopened_by_the_desk_before_marks_are_opened_and_by_the_presidency_after() -> None:
    table = a_table()
    assert BY not in form(table, "reopen", dossier="d1", **{"for": "ana"}).names
    table.open()
    asked = form(table, "reopen", dossier="d1", **{"for": "ana"})
    assert asked.names[0] == BY
    asked.fields |= {BY: "pam", "reason": "Erreur de plume"}
    assert asked.refusal() == []


def test_a_refusal_is_known_before_anything_is_written() -> None:
    refusing = form(a_table(), "refuse", **{BY: "pam"}, dossier="d1", ground="late", reason="Reçu trop tard")
    assert refusing.refusal() == []
    refusing.fields["ground"] = "ugly"
    assert [each.code for each in refusing.refusal()] == ["unknown-ground"]


def test_a_personal_code_leaves_the_form_as_its_hash_only() -> None:
    giving = form(a_table(), "slip", member="ana", code="123456")
    assert giving.shown("code", W) == "••••••"
    assert giving.refusal() == []
    kept = giving.given()["code"]
    assert "123456" not in kept
    assert slip_opens(kept, "123456")


def test_the_personal_code_of_the_one_in_whose_name_is_asked() -> None:
    table = a_table()
    table.act("desk", "slip", member="pam", code=slip_hash("42"))
    asked = form(table, "refuse")
    assert asked.slip == ""
    asked.fields[BY] = "pam"
    assert slip_opens(asked.slip, "42")
    assert form(table, "refuse", "pam").slip == ""


def opened_having_seen(definition: Definition, *seen: Journal, then: Journal | None = None) -> State:
    """The marks are opened by a desk that had read these journals; another arrives afterwards."""
    heads = {each.writer: (len(each.entries), each.head) for each in seen}
    opening = entry.Open(n=0, at="", by="", prev="", lot="*", heads=heads, after=(ADOPTION,))
    return fold(definition, [journal("desk", adopt(), opening), *seen, *([then] if then else [])])


def test_late_marks_are_offered_to_be_admitted_one_by_one_or_all() -> None:
    definition = a_session(["pam!", "bob"], ["d1"])
    late = journal("bob", mark("d1", "A1", "1"), mark("d1", "A2", "3.5"), hand_in("d1"))
    state = opened_having_seen(definition, then=late)
    offered = ActForm(state, viewer(definition, "desk"), "admit").choices("entries", W)
    names = [f"{late.writer}:{n}" for n in (1, 2, 3)]
    assert offered[0].label == "All of them"
    assert offered[0].value.split() == names
    assert offered[2].label == f"write a mark · d1 A2 · 3.5 · bob · {names[1]}"


def test_rival_marks_are_offered_with_their_values_only_once_marks_are_opened() -> None:
    definition = a_session(["pam!", "bob"], ["d1"])
    rivals = [
        journal("bob", mark("d1", "A2", "1"), writer="11111111"),
        journal("bob", mark("d1", "A2", "6.5"), writer="22222222"),
    ]
    desk = viewer(definition, "desk")
    blind = ActForm(fold(definition, [adoption(), *rivals]), desk, "settle", {"entries": "11111111:1 22222222:1"})
    assert blind.choices("entries", W) == []
    assert blind.choices("holds", W) == []
    named = {f"{each.writer}:1": Named(f"{each.writer}:1", "bob", each.entries[0]) for each in rivals}
    opened = ActForm(opened_having_seen(definition, *rivals), desk, "settle", dict(blind.fields), named.get)
    assert [each.label for each in opened.choices("entries", W)] == ["bob d1 A2 : 1 ≠ 6.5"]
    assert [each.label for each in opened.choices("holds", W)] == [
        "write a mark · d1 A2 · 1 · bob · 11111111:1",
        "write a mark · d1 A2 · 6.5 · bob · 22222222:1",
    ]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("6,5", "6,5"), (" 7 ", "7"), ("No opinion", "declined"), ("not applicable", "not-applicable"), ("", "")],
)
def test_a_mark_may_be_typed_in_words(typed: str, value: str) -> None:
    assert typed_value(typed, W) == value


def test_a_mark_agreed_in_common_offers_the_words_of_its_line_and_asks_why_it_replaces_another() -> None:
    table = agreed_table()
    asked = form(table, "agree", dossier="d1", code="A2")
    assert [each.value for each in asked.choices("value", W)] == ["faible", "fort", "not-applicable"]
    assert form(table, "agree", dossier="d1", code="A1").choices("value", W) == []
    asked.fields["value"] = "fort"
    assert (asked.names, asked.waiting(), asked.refusal()) == (["dossier", "code", "value", "reason"], [], [])
    table.act("desk", "agree", dossier="d1", code="A2", value="faible")
    again = form(table, "agree", dossier="d1", code="A2", value="fort")
    assert again.waiting() == ["reason"]
    assert [each.code for each in again.refusal()] == ["reason-required"]


def test_the_list_of_acts_has_it_only_where_the_commission_agrees_on_its_marks() -> None:
    assert "act:agree" not in [each.id for each in of_the_table(a_table().definition, W)]
    assert "act:agree" in [each.id for each in of_the_table(agreed_table().definition, W)]


def agreed_table() -> Table:
    """Marks opened where the commission agrees on them, on a line of points and one of words."""
    words = (Level("faible", Fraction(0)), Level("fort", Fraction(4)))
    lines = (
        SubCriterion("A1", "Ligne", Fraction(10), "A"),
        SubCriterion("A2", "Mots", Fraction(4), "A", notation="levels", levels=words),
    )
    call = a_call(criteria=(Criterion("A", "Critère", Fraction(14), lines),))
    return Table(replace(a_session(["pam!", "ana"], ["d1"], call), rules=Rules(None, "consensus"))).adopt().open()
