"""Handing in closes a sheet; a member reopens it before marks are opened, the presidency after, with a reason."""

from __future__ import annotations

import msgspec
import pytest

from commission.session.acts import sheet_hash
from commission.session.entry import HandIn, Journal, Reopen, Slip
from commission.session.fold import fold
from tests.build import ADOPTION, Table, a_session, adopt, adoption, hand_in, journal, mark, writer_of
from tests.session.machines import adopted, reasons

SESSION = a_session(("ana", "bob", "pre!"), ("d1", "d2"))


def test_a_sheet_handed_in_takes_nothing_more() -> None:
    machines, (ana,) = adopted(SESSION, "ana")
    ana.mark("d1", "A2", "3")
    ana.act("hand-in", dossier="d1")
    assert machines.everything.sheet("ana", "d1").handed_in
    assert ana.refused("mark", dossier="d1", code="A2", value="4") == ["sheet-handed-in"]
    assert ana.refused("observation", dossier="d1", code="A2", text="x") == ["sheet-handed-in"]
    assert ana.refused("hand-in", dossier="d1") == ["sheet-handed-in"]
    assert ana.refused("mark", dossier="d2", code="A2", value="4") == []


def test_a_mark_written_after_all_has_no_effect() -> None:
    file = journal("ana", mark("d1", "A2", "3"), hand_in("d1"), mark("d1", "A2", "4"), hand_in("d1"), writer="aaaaaaaa")
    state = fold(SESSION, [adoption(), file])
    assert reasons(state) == {"aaaaaaaa:3": "sheet-handed-in", "aaaaaaaa:4": "sheet-handed-in"}
    assert state.sheet("ana", "d1").cell("A2").value == "3"


def test_the_member_reopens_it_and_goes_on() -> None:
    machines, (ana,) = adopted(SESSION, "ana")
    assert ana.refused("reopen", dossier="d1") == ["sheet-not-handed-in"]
    ana.mark("d1", "A2", "3")
    ana.act("hand-in", dossier="d1")
    ana.act("reopen", dossier="d1")
    assert not machines.everything.sheet("ana", "d1").handed_in
    ana.mark("d1", "A2", "4")
    ana.act("hand-in", dossier="d1")
    state = machines.everything
    assert reasons(state) == {}
    assert state.sheet("ana", "d1").handed_in
    assert state.sheet("ana", "d1").cell("A2").value == "4"


def test_the_hand_in_commits_to_the_sheet_without_saying_it() -> None:
    table = Table(SESSION).adopt().sheet("ana", "d1", A2="3", A1="0.5")
    sheet = table.state.sheet("ana", "d1")
    entry = table.journals[1].entries[-1]
    assert isinstance(entry, HandIn)
    assert entry.sheet == sheet_hash(sheet, entry.nonce)
    assert entry.sheet != sheet_hash(sheet, "other")
    assert table.state.sheet("bob", "d1").cells == {}


def test_a_mark_on_another_machine_that_the_hand_in_had_not_seen_has_no_effect() -> None:
    machines, (one, other) = adopted(SESSION, "ana", "ana")
    one.mark("d1", "A2", "3")
    stray = other.mark("d1", "A2", "5")
    one.act("hand-in", dossier="d1")
    assert reasons(machines.everything) == {stray: "handed-in-without"}
    assert machines.everything.sheet("ana", "d1").cell("A2").value == "3"


def test_a_mark_on_another_machine_that_the_hand_in_had_seen_stands() -> None:
    machines, (one, other) = adopted(SESSION, "ana", "ana")
    other.mark("d1", "A2", "5")
    machines.share(one)
    one.act("hand-in", dossier="d1")
    assert reasons(machines.everything) == {}
    assert machines.everything.sheet("ana", "d1").cell("A2").value == "5"


def test_what_fell_out_once_does_not_come_back_with_the_next_hand_in() -> None:
    machines, (one, other) = adopted(SESSION, "ana", "ana")
    one.mark("d1", "A2", "3")
    one.act("hand-in", dossier="d1")
    stray = other.mark("d1", "A2", "5")
    machines.share()
    one.act("reopen", dossier="d1")
    one.act("hand-in", dossier="d1")  # it has seen the stray mark, and the sheet without it
    assert reasons(machines.everything) == {stray: "handed-in-without"}
    assert machines.everything.sheet("ana", "d1").cell("A2").value == "3"


def test_a_machine_that_knows_of_the_reopening_writes_on() -> None:
    machines, (one, other) = adopted(SESSION, "ana", "ana")
    one.act("hand-in", dossier="d1")
    one.act("reopen", dossier="d1")
    machines.share(other)
    other.mark("d1", "A2", "5")
    machines.share(one)
    one.act("hand-in", dossier="d1")
    assert reasons(machines.everything) == {}
    assert machines.everything.sheet("ana", "d1").cell("A2").value == "5"


def test_handed_in_on_two_machines_at_once_then_reopened_stays_open() -> None:
    for further in range(8):  # the files' names, which decide what stands first, differ each time
        machines, (*_, one, other) = adopted(SESSION, *["ana"] * (further + 2))
        first, second = one.act("hand-in", dossier="d1"), other.act("hand-in", dossier="d1")
        assert list(reasons(machines.everything).values()) == ["sheet-handed-in"]
        assert set(machines.everything.sheet("ana", "d1").event_tips) == {first, second}
        machines.share()
        one.act("reopen", dossier="d1")
        assert not machines.everything.sheet("ana", "d1").handed_in
        other.known = one.known
        other.mark("d1", "A2", "5")
        assert machines.everything.sheet("ana", "d1").cell("A2").value == "5"


def test_the_desk_types_a_hand_in_and_a_reopening_for_a_member() -> None:
    machines, (desk, ana) = adopted(SESSION, "desk", "ana")
    desk.mark("d1", "A2", "3", **{"for": "ana"})
    desk.act("hand-in", dossier="d1", **{"for": "ana"})
    assert machines.everything.sheet("ana", "d1").handed_in
    desk.act("reopen", dossier="d1", **{"for": "ana"})
    assert not machines.everything.sheet("ana", "d1").handed_in
    assert desk.refused("hand-in", dossier="d1") == ["missing-field"]
    assert ana.refused("hand-in", dossier="d1", **{"for": "bob"}) == ["not-yours"]
    assert reasons(machines.everything) == {}


def test_the_presidency_reopens_with_a_reason_and_says_for_whom() -> None:
    machines, (ana, presidency) = adopted(SESSION, "ana", "pre@desk")
    ana.act("hand-in", dossier="d1")
    machines.share()
    assert presidency.refused("reopen", dossier="d1", reason="r") == ["missing-field"]
    assert presidency.refused("reopen", dossier="d1", **{"for": "ana"}) == ["reason-required"]
    presidency.act("reopen", dossier="d1", reason="page oubliée", **{"for": "ana"})
    assert not machines.everything.sheet("ana", "d1").handed_in
    machines.share()
    ana.mark("d1", "A2", "3")
    assert reasons(machines.everything) == {}
    assert [each.actor for each in machines.everything.acts] == ["desk", "presidency"]


@pytest.mark.parametrize(
    ("actor", "fields", "reason"),
    [
        ("presidency", {"by": "pre", "reason": "r"}, "typed-for-nobody"),
        ("presidency", {"by": "pre", "for_": "ana"}, "reason-required"),
        ("presidency", {"by": "pre", "for_": "bob", "reason": "r"}, "sheet-not-handed-in"),
        ("presidency", {"by": "pre", "for_": "zoe", "reason": "r"}, "unknown-member"),
        ("desk", {"by": "desk", "reason": "r"}, "typed-for-nobody"),
        ("bob", {"by": "bob", "for_": "ana"}, "not-own-journal"),
        ("typed", {"by": "desk"}, "typed-for-nobody"),
    ],
)
def test_a_reopening_that_may_not_stand_is_listed_once_and_opens_nothing(
    actor: str, fields: dict[str, str], reason: str
) -> None:
    handed = journal("ana", hand_in("d1"), writer="aaaaaaaa")
    reopening = Reopen(n=0, at="", prev="", dossier="d1", after=("aaaaaaaa:1",), **fields)  # type: ignore[arg-type]
    state = fold(SESSION, [adoption(), handed, journal(actor, reopening, writer="bbbbbbbb")])
    assert reasons(state) == {"bbbbbbbb:1": reason}
    assert state.sheet("ana", "d1").handed_in
    assert [each.name for each in state.acts] == [ADOPTION]


def test_nothing_is_scored_or_handed_in_before_the_adoption() -> None:
    file = journal("ana", mark("d1", "A2", "3"), hand_in("d1"), writer="aaaaaaaa")
    state = fold(SESSION, [file])
    assert reasons(state) == {"aaaaaaaa:1": "not-adopted", "aaaaaaaa:2": "not-adopted"}
    assert not state.sheet("ana", "d1").handed_in


def test_what_had_seen_an_act_before_the_adoption_had_not_seen_the_adoption() -> None:
    slip = Slip(n=1, at="", by="", prev="", member="ana", code="scrypt:")
    known = {"seen": f"{writer_of('desk')}:1"}
    file = journal("ana", mark("d1", "A2", "3", **known), hand_in("d1", **known), writer="aaaaaaaa")
    state = fold(SESSION, [journal("desk", slip, adopt()), file])
    assert reasons(state) == {"aaaaaaaa:1": "not-adopted", "aaaaaaaa:2": "not-adopted"}


def test_what_had_seen_no_act_at_all_has_no_effect_in_an_adopted_session() -> None:
    unaware = [mark("d1", "A2", "3"), mark("d1", "B1", "3")]
    lines = [msgspec.structs.replace(each, n=number, by="ana") for number, each in enumerate(unaware, 1)]
    file = Journal("x", journal("ana", mark("d1", "A2", "3")).header, [*lines], "head")
    state = fold(SESSION, [adoption(), file])
    assert set(reasons(state).values()) == {"not-adopted"}
    assert state.sheet("ana", "d1").cells == {}


def test_a_mark_that_says_it_followed_the_hand_in_after_it_met_the_sheet_closed() -> None:
    circle = mark("d1", "A2", "3", after=("aaaaaaaa:3",))
    file = journal("ana", mark("d2", "A2", "3"), circle, hand_in("d1"), writer="aaaaaaaa")
    assert reasons(fold(SESSION, [adoption(), file])) == {"aaaaaaaa:2": "sheet-handed-in"}


def test_who_is_missing_is_named_in_the_order_of_the_file() -> None:
    table = Table(a_session(("zoe", "ana", "eve?"), ("d2", "d1"))).adopt().sheet("ana", "d1")
    assert table.state.not_handed_in("*") == [("zoe", "d1"), ("zoe", "d2"), ("ana", "d2")]
