"""What the secretariat typed for a member counts though the member, who never opens it, hands in their own sheet."""

from __future__ import annotations

import itertools

import pytest

from commission.rules.fault import Refused
from commission.session import access
from commission.session.entry import HandIn
from commission.session.fold import fold
from commission.session.state import State
from tests.build import Table, a_session, adoption, hand_in, journal, mark
from tests.session.machines import Machine, adopted, reasons, signed

SESSION = a_session(("ana", "bob", "pre!"), ("d1", "d2"))
FOR_ANA = {"for": "ana"}


class Three:
    """The desk, Ana and the presidency, each on a machine, who exchange all files before each act."""

    def __init__(self) -> None:
        self.machines, (self.desk, self.ana, self.pre) = adopted(SESSION, "desk", "ana", "pre@desk")

    def typed(self, value: str, code: str = "A2") -> str:
        """The desk types a mark for Ana, knowing all files."""
        self.machines.share()
        return self.desk.mark("d1", code, value, **FOR_ANA)

    def act(self, who: Machine, kind: str, **fields: str) -> str:
        """This machine acts on d1, knowing all files that it may read."""
        self.machines.share()
        return who.act(kind, **({"dossier": "d1"} if kind in {"hand-in", "reopen"} else {}), **fields)

    def own(self, value: str) -> str:
        """Ana writes a mark of her own."""
        self.machines.share()
        return self.ana.mark("d1", "A2", value)

    @property
    def state(self) -> State:
        """What all files add up to."""
        return self.machines.everything

    def cell(self) -> tuple[str, tuple[str, ...]]:
        """Ana's value and the rivals of A2 on d1."""
        cell = self.state.sheet("ana", "d1").cell("A2")
        return cell.value, cell.rivals


@pytest.fixture
def three() -> Three:
    """Three machines on an adopted session."""
    return Three()


def test_marks_typed_for_a_member_count_when_the_member_hands_in_afterwards() -> None:
    table = Table(SESSION).adopt().marks("ana", "d1", A1="1")
    table.act("desk", "mark", dossier="d1", code="A2", value="6.5", **FOR_ANA)
    table.act("desk", "observation", dossier="d1", code="A2", text="budget clair", **FOR_ANA)
    table.act("ana", "hand-in", dossier="d1")
    for state in (table.state, table.open().state):
        sheet = state.sheet("ana", "d1")
        assert sheet.handed_in
        assert (sheet.cell("A1").value, sheet.cell("A2").value) == ("1", "6.5")
        assert sheet.observations == {"A2": "budget clair"}
        assert reasons(state) == {}
        assert state.conflicts() == []
    with pytest.raises(Refused):
        table.act("desk", "mark", dossier="d1", code="B1", value="3", **FOR_ANA)


def test_typed_on_a_machine_that_had_not_received_the_hand_in_it_counts_too(three: Three) -> None:
    three.ana.act("hand-in", dossier="d1")
    three.desk.mark("d1", "A2", "6.5", **FOR_ANA)
    assert reasons(three.state) == {}
    assert three.cell() == ("6.5", ())


def test_typed_by_one_who_knew_the_hand_in_it_met_the_sheet_closed() -> None:
    known = mark("d1", "A2", "3", after=("aaaaaaaa:1",))
    files = [
        adoption(),
        journal("ana", hand_in("d1"), writer="aaaaaaaa"),
        journal("typed", signed(known, "desk", "ana"), writer="bbbbbbbb"),
    ]
    for order in itertools.permutations(files):
        assert reasons(fold(SESSION, order)) == {"bbbbbbbb:1": "sheet-handed-in"}


def test_a_hand_in_typed_at_the_desk_closes_the_sheet_to_what_it_had_not_seen() -> None:
    machines, (desk, other) = adopted(SESSION, "desk", "desk")
    stray = other.mark("d1", "A2", "5", **FOR_ANA)
    desk.act("hand-in", dossier="d1", **FOR_ANA)
    assert reasons(machines.everything) == {stray: "handed-in-without"}


def test_a_member_who_hands_in_says_their_marks_again_against_what_replaced_them_unseen(three: Three) -> None:
    own = three.own("3")
    typed = three.typed("4")
    assert three.cell() == ("4", ())
    three.act(three.ana, "hand-in")
    assert three.cell() == ("", ("3", "4"))
    assert three.ana.state.sheet("ana", "d1").cell("A2").value == "3"
    assert access.shown_conflicts(three.state, access.Viewer("desk")) == []
    three.act(three.pre, "open", lot="*")
    three.act(three.pre, "settle", entries=f"{own} {typed}", holds=own, reason="fiche signée")
    three.act(three.pre, "reopen", reason="page oubliée", **FOR_ANA)  # what is settled stays so
    assert three.cell() == ("3", ())
    assert reasons(three.state) == {}


def test_the_same_value_typed_and_handed_in_is_no_conflict(three: Three) -> None:
    three.own("3")
    three.typed("3")
    three.act(three.ana, "hand-in")
    assert three.cell() == ("3", ())


def test_reopened_at_the_desk_what_is_typed_then_replaces_both(three: Three) -> None:
    three.own("3")
    three.typed("4")
    three.act(three.ana, "hand-in")
    three.act(three.desk, "reopen", **FOR_ANA)
    three.typed("5")
    assert three.cell() == ("5", ())
    three.act(three.desk, "hand-in", **FOR_ANA)
    assert three.cell() == ("5", ())
    assert reasons(three.state) == {}


def test_what_the_presidency_admits_replaces_what_it_names() -> None:
    machines, (desk, ana, pre) = adopted(SESSION, "desk", "ana", "pre@desk")
    ana.mark("d1", "A2", "3")
    machines.share(desk)
    typed = desk.mark("d1", "A2", "4", **FOR_ANA)
    ana.act("hand-in", dossier="d1")
    pre.known = {name: count for name, count in ana.known.items() if machines.files[name][0] != "typed"}
    pre.act("open", lot="*")
    machines.share()
    assert machines.everything.late.keys() == {typed}
    pre.act("admit", entries=typed, reason="fiche papier retrouvée")
    assert machines.everything.sheet("ana", "d1").cell("A2").value == "4"


def test_the_members_own_face_is_the_same_whatever_was_typed(three: Three) -> None:
    three.own("3")
    before = three.ana.state
    three.typed("4")
    assert three.ana.state == before


# --- Handed in for a member, who wants it otherwise


def handed_in_for(three: Three) -> str:
    """The desk types A1 and A2 of Ana's paper sheet and hands it in for her; the name of the mark on A2."""
    three.typed("1", "A1")
    typed = three.typed("2")
    three.act(three.desk, "hand-in", **FOR_ANA)
    three.machines.share()
    return typed


def test_a_sheet_handed_in_for_a_member_is_closed_to_their_own_face_too(three: Three) -> None:
    handed_in_for(three)
    assert three.ana.refused("mark", dossier="d1", code="A2", value="4") == ["sheet-handed-in-for"]
    assert three.ana.refused("hand-in", dossier="d1") == ["sheet-handed-in-for"]
    assert three.ana.refused("reopen", dossier="d1") == []
    assert three.ana.state.sheet("ana", "d1").cells == {}  # what was typed they are not shown


def test_what_the_office_writes_of_it_tells_no_value(three: Three) -> None:
    handed_in_for(three)
    (entry,) = [each for _, entries in three.machines.files.values() for each in entries if isinstance(each, HandIn)]
    assert (entry.sheet, entry.nonce, entry.for_) == ("", "", "ana")


def test_reopened_by_the_member_what_they_write_stands_instead_of_what_was_typed(three: Three) -> None:
    handed_in_for(three)
    three.act(three.ana, "reopen")
    assert not three.state.sheet("ana", "d1").handed_in
    three.own("4")
    three.machines.share()
    three.ana.act("observation", dossier="d1", code="A2", text="relu")
    three.act(three.ana, "hand-in")
    assert three.cell() == ("4", ())
    sheet = three.state.sheet("ana", "d1")
    assert (sheet.handed_in, sheet.cell("A1").value) == (True, "1")  # a line left alone stays as it was typed
    assert (reasons(three.state), three.state.conflicts()) == ({}, [])
    three.act(three.pre, "open", lot="*")
    assert three.cell() == ("4", ())


def test_after_the_opening_the_presidency_reopens_and_the_member_corrects(three: Three) -> None:
    handed_in_for(three)
    three.act(three.pre, "open", lot="*")
    three.act(three.pre, "reopen", reason="erreur de saisie", **FOR_ANA)
    three.machines.share()
    three.ana.mark("d1", "A2", "4", reason="la fiche disait 4")
    three.act(three.ana, "hand-in")
    assert three.cell() == ("4", ())
    assert (reasons(three.state), three.state.conflicts()) == ({}, [])


def test_a_sheet_typed_and_never_handed_in_can_be_corrected_after_the_opening_too(three: Three) -> None:
    three.typed("2")
    three.act(three.pre, "open", lot="*")
    three.act(three.pre, "reopen", reason="remise tardive", **FOR_ANA)
    three.machines.share()
    three.ana.mark("d1", "A2", "4", reason="corrigé")
    three.act(three.ana, "hand-in")
    assert three.cell() == ("4", ())


def test_what_is_typed_after_the_member_took_it_up_again_replaces_nothing_unseen(three: Three) -> None:
    handed_in_for(three)
    three.act(three.ana, "reopen")
    three.own("4")
    three.ana.act("hand-in", dossier="d1")
    three.desk.known = {
        name: count for name, count in three.desk.known.items() if three.machines.files[name][0] != "ana"
    }
    three.desk.act("reopen", dossier="d1", **FOR_ANA)
    three.desk.mark("d1", "A2", "5", **FOR_ANA)
    assert three.cell() == ("", ("4", "5"))


def test_a_member_who_had_not_heard_that_the_sheet_was_handed_in_is_told_what_became_of_their_mark(
    three: Three,
) -> None:
    three.typed("2")
    three.desk.act("hand-in", dossier="d1", **FOR_ANA)
    stray = three.ana.mark("d1", "A2", "4")  # on a machine that has not received the hand-in
    assert three.cell() == ("2", ())
    assert reasons(three.state) == {stray: "handed-in-without"}
    three.machines.share()
    assert reasons(three.ana.state) == {stray: "handed-in-without"}


def test_a_sheet_handed_in_in_typed_by_an_earlier_program_stands_until_the_presidency_reopens_it() -> None:
    first = signed(mark("d1", "A2", "2"), "desk", "ana")
    files = [adoption(), journal("typed", first, signed(hand_in("d1"), "desk", "ana"), writer="bbbbbbbb")]
    sheet = fold(SESSION, files).sheet("ana", "d1")
    assert (sheet.handed_in, sheet.cell("A2").value) == (True, "2")
