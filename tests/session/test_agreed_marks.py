"""Where the commission agrees on one mark for each line: who may enter it, when, what it may be, and what replaces it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from commission.rules.fault import Refused
from commission.rules.ranking_rules import Rules
from commission.session import access
from commission.session.access import STANDS_IN, Viewer
from commission.session.act_draft import Known
from commission.session.acts import propose
from commission.session.definition import Definition
from commission.session.entry import Agree
from commission.session.fold import fold
from tests.build import Table, a_call, a_dossier, a_lot, a_session, journal
from tests.session.anything import SESSION, Anything
from tests.session.machines import adopted, reasons
from tests.session.unscored import refused

TOGETHER = Rules(Fraction(1, 2), "consensus")


def a_room(rules: Rules = TOGETHER) -> Definition:
    """Two dossiers in lot n, one in s."""
    dossiers = (a_dossier("n1", "n"), a_dossier("n2", "n"), a_dossier("s1", "s"))
    call = a_call(lots=(a_lot("n"), a_lot("s")))
    return replace(a_session(("ana", "bob", "pre!"), dossiers, call), rules=rules)


@pytest.fixture
def table() -> Table:
    """Lot n is opened, s is blind."""
    return Table(a_room()).adopt().open("n")


def agree(table: Table, value: str, who: str = "desk", dossier: str = "n1", code: str = "A2", **more: str) -> str:
    return table.act(who, "agree", dossier=dossier, code=code, value=value, **more)


def attempt(table: Table, value: str = "6", who: str = "desk", dossier: str = "n1", code: str = "A2") -> str:
    """The code of the refusal."""
    return refused(table, who, "agree", dossier=dossier, code=code, value=value)


def an_entry(**more: Any) -> Agree:
    """An agreed mark in a file that no face wrote."""
    known = {"n": 0, "at": "", "by": "", "prev": "", "dossier": "n1", "code": "A2", "value": "6"}
    return Agree(**{**known, **more})


def test_the_desk_or_the_presidency_enters_it_once_marks_are_opened(table: Table) -> None:
    agree(table, "6,5")
    agree(table, "sans objet", who="pre@desk", code="B1")
    assert {key: each.value for key, each in table.state.agreed.items()} == {
        ("n1", "A2"): "6.5",
        ("n1", "B1"): "not-applicable",
    }
    assert STANDS_IN["agree"] == {"desk", "presidency"}
    assert attempt(table, who="ana") == "not-yours"


@pytest.mark.parametrize(
    ("value", "dossier", "code", "expected"),
    [
        ("7,5", "n1", "A2", "mark-above-max"),
        ("6,25", "n1", "A2", "mark-off-step"),
        ("bien", "n1", "A2", "mark-not-a-number"),
        ("ne se prononce pas", "n1", "A2", "agreed-not-a-mark"),
        ("6", "n1", "Z9", "unknown-sub"),
        ("6", "z9", "A2", "unknown-dossier"),
        ("6", "s1", "A2", "not-opened"),
        ("99", "s1", "Z9", "not-opened"),
        (" ", "n1", "A2", "missing-field"),
    ],
)
def test_what_it_may_not_be_is_refused(table: Table, value: str, dossier: str, code: str, expected: str) -> None:
    assert attempt(table, value, dossier=dossier, code=code) == expected


def test_a_later_one_replaces_it_with_a_reason(table: Table) -> None:
    agree(table, "6")
    assert attempt(table, "5") == "reason-required"
    agree(table, "5", reason="annexe relue")
    assert table.state.agreed["n1", "A2"].value == "5"


def test_a_dossier_that_is_out_and_a_lot_that_is_decided_take_none(table: Table) -> None:
    table.act("pre@desk", "refuse", dossier="n1", ground="late", reason="reçu après la clôture")
    assert attempt(table) == "dossier-refused"
    table.act("desk", "withdraw", dossier="n2", reason="courrier")
    assert attempt(table, dossier="n2") == "dossier-withdrawn"
    table.open("s")
    table.act("desk", "ranking", lot="s", order="s1", reasons="s1: mûr")
    table.act("desk", "vote", lot="s", favour="3")
    table.act("desk", "decide", lot="s", awards="s1 = 1 ; -")
    assert attempt(table, dossier="s1") == "already-decided"


def test_where_members_marks_are_brought_together_there_is_none() -> None:
    table = Table(a_room(Rules(None))).adopt().open("n")
    assert attempt(table) == "no-agreed-marks"
    state = fold(table.definition, [*table.journals, journal("presidency", an_entry(by="pre"))])
    assert (state.agreed, [each.reason.code for each in state.ineffective]) == ({}, ["no-agreed-marks"])


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"value": "9"}, "mark-above-max"),
        ({"value": "6.25"}, "mark-off-step"),
        ({"value": "6.50"}, "mark-not-canonical"),
        ({"value": "declined", "reason": "r"}, "agreed-not-a-mark"),
        ({"value": ""}, "agreed-not-a-mark"),
        ({"code": "a2"}, "unknown-sub"),
        ({"dossier": "zz"}, "unknown-dossier"),
        ({"dossier": "s1"}, "not-opened"),
        ({}, None),
    ],
)
def test_a_file_is_judged_as_the_act_is(table: Table, more: dict[str, Any], expected: str | None) -> None:
    known = {"by": "pre", "seen": table.state.last_act, "after": table.state.act_tips}
    state = fold(table.definition, [*table.journals, journal("presidency", an_entry(**{**known, **more}))])
    assert [each.reason.code for each in state.ineffective] == ([expected] if expected else [])
    assert len(state.agreed) == (0 if expected else 1)


def test_one_that_the_files_no_longer_allow_goes_on_replacing_the_one_before_and_is_named_when_they_are_adopted(
    table: Table,
) -> None:
    agree(table, "5")
    name = agree(table, "6,5", reason="annexe relue")
    coarser = replace(table.definition, rules=replace(TOGETHER, step=Fraction(1)), session_print="7" * 64)
    state = fold(coarser, table.journals)
    assert (state.agreed, [each.reason.code for each in state.ineffective]) == ({}, ["mark-off-step"])
    adopting = propose(state, Viewer("desk"), "adopt", {"reason": "pas d'un point"}, Known())
    assert adopting.fields["touched"] == (name,)


def test_in_a_members_journal_it_has_no_effect(table: Table) -> None:
    state = fold(table.definition, [*table.journals, journal("ana", an_entry())])
    assert (state.agreed, [each.reason.code for each in state.ineffective]) == ({}, ["not-yours"])


def test_two_offices_that_differ_wait_for_a_settlement_and_the_same_mark_is_one() -> None:
    machines, (desk, pre) = adopted(a_room(), "desk", "pre@desk")
    desk.act("open", lot="n")
    machines.share()
    same = {"dossier": "n1", "code": "B1", "value": "4"}
    desk.act("agree", **same)
    pre.act("agree", **same, reason="vu ensemble")
    one = desk.act("agree", dossier="n1", code="A2", value="6")
    other = pre.act("agree", dossier="n1", code="A2", value="5")
    state = machines.everything
    assert reasons(state) == dict.fromkeys((one, other), "contradicting-acts")
    assert {key: each.value for key, each in state.agreed.items()} == {("n1", "B1"): "4"}
    machines.share()
    assert desk.refused("agree", dossier="n1", code="A2", value="6", reason="r") == ["contradicting-acts"]
    assert desk.refused("agree", dossier="n1", code="A1", value="1") == []
    pre.act("settle", entries=f"{one} {other}", holds=other, reason="relevé de séance")
    assert machines.everything.agreed["n1", "A2"].value == "5"


def test_a_recused_member_is_told_of_none_in_that_lot(table: Table) -> None:
    table.act("ana", "recuse", lot="n", reason="lien avec l'association")
    stray = journal("desk", an_entry(value="99"), writer="ffffffff")
    state = fold(table.definition, [*table.journals, stray])
    assert [each.reason.code for each in access.shown_ineffective(state, Viewer("bob"))] == ["mark-above-max"]
    assert access.shown_ineffective(state, Viewer("ana")) == []


def test_before_the_opening_an_attempt_says_the_same_whatever_members_marked() -> None:
    def said(*marks: str) -> tuple[object, ...]:
        table = Table(a_room()).adopt()
        for member, value in zip(("ana", "bob"), marks, strict=False):
            table.marks(member, "n1", A2=value)
        with pytest.raises(Refused) as refusal:
            agree(table, "99")
        return refusal.value.faults

    assert said() == said("7") == said("1", "declined")


def test_whatever_the_files_hold_no_order_of_reading_changes_what_is_agreed_and_no_member_sees_another() -> None:
    definition, found = replace(SESSION, rules=TOGETHER), 0
    for seed in range(400):
        files = Anything(seed, sound=True).files
        state = fold(definition, files)
        assert state == fold(definition, files[::-1]), seed
        found += len(state.agreed)
        mine = [each for each in files if access.may_read(Viewer("ana"), each.header.actor)]
        assert fold(definition, mine).agreed == state.agreed, seed
    assert found
