"""The tally where the commission agrees on one mark for each line: what it counts, what it waits for, what it leaves."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from commission.cli import recount
from commission.result.explain import why
from commission.result.ranking import rank
from commission.rules.fault import Fault
from commission.rules.number import exact_text
from commission.rules.ranking_rules import Rounding, Rules
from commission.session.definition import Definition
from tests import oracle_rules as oracle
from tests.build import Table, a_dossier, a_session
from tests.result.test_general import HALVES, call_of, grids
from tests.session.machines import adopted


def a_room(**more: object) -> Definition:
    """Two dossiers on three lines (A1 of 1 point, A2 of 7, B1 of 10)."""
    definition = a_session(("ana", "bob", "eve?", "pre!"))
    return replace(definition, rules=Rules(None, "consensus", **more))  # type: ignore[arg-type]


def agreed(table: Table, dossier: str, **values: str) -> Table:
    for code, value in values.items():
        table.act("desk", "agree", dossier=dossier, code=code, value=value)
    return table


def totals(table: Table) -> dict[str, Fraction | None]:
    return {each.dossier.code: each.total for each in rank(table.state, "*").ranking}


def faults(table: Table, dossier: str) -> list[Fault]:
    """Why this dossier has no rank."""
    return [x for each in rank(table.state, "*").unranked if each.dossier.code == dossier for x in each.reasons]


def test_members_marks_do_not_count_and_a_line_without_its_mark_is_named() -> None:
    table = Table(a_room()).adopt()
    table.sheet("ana", "d1", A1="1", A2="7", B1="10").sheet("eve", "d1", A1="0", A2="0", B1="0").open()
    agreed(table, "d1", A1="0.5", A2="3", B1="4")
    agreed(table, "d2", A2="7")
    assert totals(table) == {"d1": Fraction(15, 2)}
    assert [(each.code, each.fields["subs"]) for each in faults(table, "d2")] == [("agreed-lacking", ["A1", "B1"])]
    found = rank(table.state, "*")
    assert (found.seats, found.consultative) == ((), ())
    assert {each.code for each in found.effects} == {"ranking-provisional"}
    assert why(table.state, "*", "d2")[0].code == "agreed-lacking"
    assert why(table.state, "*", "d1")[0].code == "why-rank-agreed"
    assert recount.differences(table.state, "*") == []


def test_nobody_needs_to_have_scored_and_closing_takes_no_line_away() -> None:
    table = agreed(Table(a_room()).adopt().open(), "d1", A1="1", A2="7", B1="10")
    table.act("pre@desk", "close", lot="*", reason="fin de séance")
    assert totals(table) == {"d1": 18}
    assert [each.code for each in faults(table, "d2")] == ["agreed-lacking"]


def test_a_line_not_applicable_leaves_the_dossier_with_its_maximum_and_all_of_them_leave_nothing() -> None:
    table = Table(a_room()).adopt().open()
    agreed(table, "d1", A1="1", A2="7", B1="sans objet")
    agreed(table, "d2", A1="sans objet", A2="sans objet", B1="sans objet")
    (only,) = rank(table.state, "*").ranking
    assert (only.total, only.maximum, set(only.subs)) == (8, 8, {"A1", "A2"})
    assert [each.code for each in faults(table, "d2")] == ["nothing-applicable"]
    assert "not-applicable-consensus" in {each.code for each in rank(table.state, "*").effects}


def test_a_line_on_which_two_offices_differ_has_no_mark_even_where_it_had_one() -> None:
    machines, (desk, pre) = adopted(a_room(), "desk", "pre@desk")
    desk.act("open", lot="*")
    for code, value in (("A1", "1"), ("A2", "7"), ("B1", "sans objet")):
        desk.act("agree", dossier="d1", code=code, value=value)
    machines.share()
    one = desk.act("agree", dossier="d1", code="B1", value="9", reason="relu")
    other = pre.act("agree", dossier="d1", code="B1", value="8", reason="relu")
    found = rank(machines.everything, "*")
    assert "not-applicable-consensus" not in {each.code for each in found.effects}
    waiting, _ = found.unranked
    assert [(each.code, set(each.fields.get("acts", ()))) for each in waiting.reasons] == [  # type: ignore[call-overload]
        ("contradicting-acts", {one, other})
    ]
    machines.share()
    pre.act("settle", entries=f"{one} {other}", holds=other, reason="relevé de séance")
    assert [each.total for each in rank(machines.everything, "*").ranking] == [16]
    assert recount.differences(machines.everything, "*") == []


def test_a_variant_has_its_own_agreed_marks() -> None:
    base = a_dossier("d1")
    variant = replace(a_dossier("d1b"), variant_of="d1")
    definition = replace(a_room(), dossiers=(base, variant))
    table = agreed(Table(definition).adopt().open(), "d1", A1="1", A2="6", B1="10")
    assert faults(table, "d1b")[0].code == "agreed-lacking"
    agreed(table, "d1b", A1="1", A2="7", B1="10")
    assert [(each.base, each.ranked.total) for each in rank(table.state, "*").variants] == [("d1", 18)]
    assert recount.differences(table.state, "*") == []


def test_a_total_that_is_not_that_of_the_agreed_marks_is_told() -> None:
    table = agreed(Table(a_room()).adopt().open(), "d1", A1="1", A2="7", B1="10")
    table.state.agreed["d1", "B1"] = replace(table.state.agreed["d1", "B1"], value="9")
    assert [each.code for each in recount.differences(table.state, "*")] == ["recount-differs"]


@given(st.data(), grids(), st.lists(st.sampled_from(["sub", "criterion", "total"]), unique=True))
def test_on_any_grid_the_total_is_that_of_the_independent_count(
    data: st.DataObject, grid: oracle.Grid, stages: list[str]
) -> None:
    lines = {code: line for part in grid.parts.values() for code, line in part.lines.items()}
    marks = data.draw(st.fixed_dictionaries(dict.fromkeys(lines, HALVES)))
    rounding = tuple(Rounding(each, 0) for each in stages)
    definition = replace(
        a_session(dossiers=("d1",), call=call_of(grid)), rules=Rules(None, "consensus", rounding=rounding)
    )
    table = Table(definition).adopt().open()
    agreed(table, "d1", **{code: exact_text(value) for code, value in marks.items()})
    assert totals(table) == {"d1": oracle.agreed_total(grid, tuple((each, 0) for each in stages), marks)}
    assert recount.differences(table.state, "*") == []
