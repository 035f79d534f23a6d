"""A cell is worth the mark that none replaces; two rivals are a conflict until an entry that names both settles it."""

from __future__ import annotations

import pytest

from commission.session.fold import fold
from commission.session.state import Cell, State
from tests.build import Table, a_session, adoption, journal, mark
from tests.session.machines import Machine, Machines, adopted, reasons, signed

ANA = a_session(("ana", "bob", "pre!"), ("d1", "d2"))


def cell(state: State, member: str = "ana", code: str = "A2") -> Cell:
    """The cell of this member on d1."""
    return state.sheet(member, "d1").cell(code)


@pytest.fixture
def two() -> tuple[Machines, Machine, Machine]:
    """Ana on two machines that do not see each other."""
    machines, (one, other) = adopted(ANA, "ana", "ana")
    return machines, one, other


def test_the_last_mark_stands() -> None:
    state = Table(ANA).adopt().marks("ana", "d1", A2="3").marks("ana", "d1", A2="6.5").state
    assert cell(state).value == "6.5"
    assert cell(state, "bob").value == ""
    assert not cell(state, "bob").scored


def test_a_cleared_mark_is_not_scored_and_no_zero() -> None:
    table = Table(ANA).adopt().marks("ana", "d1", A2="0")
    assert cell(table.state).scored
    assert not cell(table.marks("ana", "d1", A2="").state).scored
    assert table.state.sheet("ana", "d1").left(["A1", "A2", "B1"]) == ["A1", "A2", "B1"]


def test_words_are_no_numbers() -> None:
    table = Table(ANA).adopt().marks("ana", "d1", A2="declined", A1="not-applicable")
    assert (cell(table.state).value, cell(table.state).reason) == ("declined", "parce que")
    assert cell(table.state, code="A1").value == "not-applicable"


def test_two_values_from_two_machines_are_a_conflict_that_shows_both(two: tuple[Machines, Machine, Machine]) -> None:
    machines, one, other = two
    names = {one.mark("d1", "A2", "6.5"), other.mark("d1", "A2", "3")}
    found = cell(machines.everything)
    assert found.value == ""
    assert not found.scored
    assert found.rivals == ("3", "6.5")
    assert set(found.tips) == names
    assert [(key, code) for key, code, _ in machines.everything.conflicts()] == [(("ana", "d1"), "A2")]


def test_the_same_value_twice_is_no_conflict(two: tuple[Machines, Machine, Machine]) -> None:
    machines, one, other = two
    one.mark("d1", "A2", "6,5")
    other.mark("d1", "A2", "6.50")
    assert cell(machines.everything).value == "6.5"
    assert len(cell(machines.everything).tips) == 2
    assert machines.everything.conflicts() == []


def test_a_new_mark_that_names_both_ends_the_conflict(two: tuple[Machines, Machine, Machine]) -> None:
    machines, one, other = two
    one.mark("d1", "A2", "6.5")
    other.mark("d1", "A2", "3")
    machines.share()
    last = other.mark("d1", "A2", "4")
    assert cell(machines.everything) == Cell.of("4", [last])


def test_a_mark_that_knew_only_one_of_them_does_not_end_it(two: tuple[Machines, Machine, Machine]) -> None:
    machines, one, other = two
    one.mark("d1", "A2", "6.5")
    one.mark("d1", "A2", "5")
    other.mark("d1", "A2", "3")
    assert cell(machines.everything).rivals == ("3", "5")


def test_once_marks_are_opened_the_presidency_settles_it(two: tuple[Machines, Machine, Machine]) -> None:
    machines, one, other = two
    kept = one.mark("d1", "A2", "6.5")
    gone = other.mark("d1", "A2", "3")
    presidency = machines.machine("pre@desk")
    machines.share()
    names = f"{kept} {gone}"
    blind = presidency.refused("settle", entries=names, holds=kept, reason="feuille papier")
    assert blind == ["nothing-to-settle"]  # nobody is told of a conflict before marks are opened: it tells of values
    presidency.act("open", lot="*")
    assert presidency.refused("settle", entries=names, holds="x:1", reason="r") == ["settles-another"]
    assert presidency.refused("settle", entries=kept, holds=kept, reason="r") == ["nothing-to-settle"]
    presidency.act("settle", entries=f"{gone}, {kept} {gone}", holds=kept, reason="feuille papier")
    assert cell(machines.everything).value == "6.5"
    assert set(cell(machines.everything).tips) == {kept, gone}
    assert machines.everything.conflicts() == []


def test_a_third_rival_needs_another_settlement() -> None:
    machines, (one, other, third) = adopted(ANA, "ana", "ana", "ana")
    names = [one.mark("d1", "A2", "1"), other.mark("d1", "A2", "2")]
    presidency = machines.machine("pre@desk")
    machines.share(presidency)
    presidency.act("open", lot="*")
    presidency.act("settle", entries=" ".join(names), holds=names[0], reason="r")
    names.append(third.mark("d1", "A2", "3"))
    machines.share(presidency)
    presidency.act("admit", entries=names[2], reason="clé retrouvée")
    assert cell(presidency.state).rivals == ("1", "2", "3")
    presidency.act("settle", entries=" ".join(names), holds=names[2], reason="r")
    assert cell(presidency.state).value == "3"


def test_replacing_goes_through_marks_that_fell_out() -> None:
    first = journal("ana", mark("d1", "A2", "3"), mark("d1", "A2", "99", was=("aaaaaaaa:1",)), writer="aaaaaaaa")
    then = journal("ana", mark("d1", "A2", "4", was=("aaaaaaaa:2",)), writer="bbbbbbbb")
    state = fold(ANA, [adoption(), first, then])
    assert reasons(state) == {"aaaaaaaa:2": "mark-above-max"}
    assert cell(state) == Cell.of("4", ["bbbbbbbb:1"])


def test_a_mark_without_effect_replaces_nothing() -> None:
    only = journal("ana", mark("d1", "A2", "3"), mark("d1", "A2", "-1", was=("aaaaaaaa:1",)), writer="aaaaaaaa")
    assert cell(fold(ANA, [adoption(), only])).value == "3"


def test_marks_that_replace_each_other_replace_nothing() -> None:
    one = journal("ana", mark("d1", "A2", "3", was=("bbbbbbbb:1",)), writer="aaaaaaaa")
    other = journal("ana", mark("d1", "A2", "4", was=("aaaaaaaa:1", "bbbbbbbb:1")), writer="bbbbbbbb")
    assert cell(fold(ANA, [adoption(), one, other])).rivals == ("3", "4")


def test_a_mark_replaces_only_in_its_own_cell() -> None:
    one = journal("ana", mark("d1", "A2", "3"), mark("d1", "B1", "3"), writer="aaaaaaaa")
    other = journal("bob", mark("d1", "A2", "1", was=("aaaaaaaa:1", "aaaaaaaa:2")), writer="bbbbbbbb")
    state = fold(ANA, [adoption(), one, other])
    assert (cell(state).value, cell(state, code="B1").value, cell(state, "bob").value) == ("3", "3", "1")


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (mark("d1", "A2", "7.5"), "mark-above-max"),
        (mark("d1", "A2", "6.25"), "mark-off-step"),
        (mark("d1", "A2", "6,5"), "mark-not-canonical"),
        (mark("d1", "A2", "6.50"), "mark-not-canonical"),
        (mark("d1", "A2", "-1"), "mark-negative"),
        (mark("d1", "A2", "1e0"), "mark-not-a-number"),
        (mark("d1", "A2", "Declined"), "mark-not-a-number"),
        (mark("d1", "A2", "declined", reason=" "), "reason-required"),
        (mark("d1", "a2", "3"), "unknown-sub"),
        (mark("D1", "A2", "3"), "unknown-dossier"),
        (signed(mark("d1", "A2", "3"), "bob"), "not-own-journal"),
        (signed(mark("d1", "A2", "3"), "ana", "bob"), "not-own-journal"),
    ],
)
def test_what_no_mark_may_say_has_no_effect_and_the_rest_stands(entry: object, reason: str) -> None:
    state = fold(ANA, [adoption(), journal("ana", entry, mark("d2", "A2", "3"), writer="aaaaaaaa")])  # type: ignore[arg-type]
    assert reasons(state) == {"aaaaaaaa:1": reason}
    assert state.sheets.keys() == {("ana", "d2")}


def test_a_mark_typed_for_a_member_is_the_members_own_cell() -> None:
    machines, (ana,) = adopted(ANA, "ana")
    first = ana.mark("d1", "A2", "3")
    secretary = machines.machine("desk")
    machines.share(secretary)
    typed = secretary.mark("d1", "A2", "4", **{"for": "Ana"})
    assert machines.files[typed.partition(":")[0]][0] == "typed"
    assert cell(machines.everything) == Cell.of("4", [typed])
    assert first not in cell(machines.everything).tips
    assert cell(ana.state).value == "3"  # a member's face never opens what is typed for others


@pytest.mark.parametrize(
    ("actor", "entry", "reason"),
    [
        ("typed", signed(mark("d1", "A2", "3"), "desk"), "typed-for-nobody"),
        ("typed", signed(mark("d1", "A2", "3"), "desk", "zoe"), "unknown-member"),
        ("desk", signed(mark("d1", "A2", "3"), "desk", "ana"), "not-yours"),
        ("presidency", signed(mark("d1", "A2", "3"), "pre", "ana"), "not-yours"),
        ("zoe", signed(mark("d1", "A2", "3"), "zoe"), "unknown-member"),
        ("Ana", signed(mark("d1", "A2", "3"), "Ana"), "unknown-member"),
    ],
)
def test_marks_in_a_wrong_journal_are_listed(actor: str, entry: object, reason: str) -> None:
    state = fold(ANA, [adoption(), journal(actor, entry, writer="aaaaaaaa")])  # type: ignore[arg-type]
    assert reasons(state) == {"aaaaaaaa:1": reason}
    assert state.sheets == {}


def test_observations_are_replaced_and_two_from_two_machines_are_both_kept() -> None:
    machines, (one, other) = adopted(ANA, "ana", "ana")
    one.act("observation", dossier="d1", code="A2", text="bon partenariat")
    assert machines.everything.sheet("ana", "d1").observations == {"A2": "bon partenariat"}
    other.act("observation", dossier="d1", code="A2", text="budget flou")
    both = machines.everything.sheet("ana", "d1").observations["A2"]
    assert sorted(both.split("\n")) == ["bon partenariat", "budget flou"]
    machines.share()
    one.act("observation", dossier="d1", code="A2", text=" ")
    assert machines.everything.sheet("ana", "d1").observations == {}
    assert reasons(machines.everything) == {}
