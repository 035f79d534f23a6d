"""A grid or a step changed after marks were given: what no longer is a mark is listed, and nothing older comes back."""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from commission.rules.ranking_rules import Rules
from commission.session.definition import Definition
from commission.session.entry import Adopt
from commission.session.fold import fold
from commission.session.state import Cell, State
from tests.build import Table, a_call, a_dossier, a_lot, a_session, writer_of

LOTS = [a_lot("nord"), a_lot("sud")]
BEFORE = a_session(["ana", "bob", "pre!"], [a_dossier("n1", "nord"), a_dossier("s1", "sud")], a_call(lots=LOTS))
GRID = {"A": {"A1": "1", "A2": "6"}, "B": {"B1": "10"}}
ANA, BOB = writer_of("ana"), writer_of("bob")


def changed(**more: object) -> Definition:
    """The session after its files were changed."""
    return replace(BEFORE, session_print="7" * 64, **more)


def scored() -> Table:
    """Ana scored both dossiers, changing her mind on A2; nord is opened, sud is blind."""
    table = Table(BEFORE).adopt()
    table.marks("ana", "n1", A1="1", A2="3").marks("ana", "n1", A2="6.5").marks("bob", "n1", A2="5")
    table.marks("ana", "s1", A2="7").open("nord")
    return table


def under(table: Table, definition: Definition) -> State:
    """The same journals under other files."""
    return fold(definition, table.journals)


def adopted(table: Table, definition: Definition) -> Adopt:
    """The desk adopts the changed files."""
    after = Table(definition)
    after._entries = table._entries
    after.act("desk", "adopt", reason="Erreur de la grille publiée")
    entry = after.journals[-1].entries[-1]
    desk = next(each for each in after.journals if each.header.actor == "desk")
    entry = desk.entries[-1]
    assert isinstance(entry, Adopt)
    return entry


def test_a_mark_above_the_new_maximum_leaves_its_cell_not_scored() -> None:
    state = under(scored(), changed(call=a_call(GRID, LOTS)))
    assert state.sheet("ana", "n1").cell("A2") == Cell()  # neither 6,5 nor the 3 that she took back
    assert state.sheet("ana", "n1").cell("A1").value == "1"
    assert state.sheet("bob", "n1").cell("A2").value == "5"
    assert [each.name for each in state.unfit] == [f"{ANA}:3", f"{ANA}:4"]


def test_a_mark_off_the_new_step_too() -> None:
    state = under(scored(), changed(rules=Rules(Fraction(1))))
    assert state.sheet("ana", "n1").cell("A2") == Cell()
    assert [each.name for each in state.unfit] == [f"{ANA}:3"]


def test_the_adoption_lists_the_marks_of_opened_lots_that_it_makes_void() -> None:
    entry = adopted(scored(), changed(call=a_call(GRID, LOTS)))
    assert entry.touched == (f"{ANA}:3",)  # not the 7 in sud: being too high would tell of a blind mark
    assert adopted(scored(), changed(rules=Rules(Fraction(1, 4)))).touched == ()


def test_a_line_or_a_dossier_that_is_gone_takes_its_marks_along() -> None:
    table = scored()
    assert adopted(table, changed(call=a_call({"B": {"B1": "10"}}, LOTS))).touched == tuple(
        sorted([f"{ANA}:1", f"{ANA}:2", f"{ANA}:3", f"{ANA}:4", f"{BOB}:1"])
    )
    table = scored()
    assert adopted(table, changed(dossiers=(a_dossier("n1", "nord"),))).touched == (f"{ANA}:4",)


def test_a_new_mark_replaces_the_one_that_is_void_should_that_ever_count_again() -> None:
    table = Table(BEFORE).adopt().marks("ana", "s1", A2="7")
    after = Table(changed(call=a_call(GRID, LOTS)))
    after._entries = table._entries
    after.act("desk", "adopt", reason="Erreur")
    after.marks("ana", "s1", A2="6")
    assert after.state.unfit == []
    back = fold(BEFORE, after.journals)
    assert (back.sheet("ana", "s1").cell("A2").value, back.conflicts()) == ("6", [])
