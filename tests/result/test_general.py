"""Any stated rules: totals are those of an independent count, of votelib, and of cases worked out by hand."""

from __future__ import annotations

import statistics
from fractions import Fraction
from typing import Any

import pytest
import votelib.convert
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from commission.result import general
from commission.result.aggregate import majority, mean_ranks, together
from commission.result.dossier_tally import maximum_of
from commission.result.ranking import rank
from commission.result.tally import is_usual
from commission.rules.grid import Call, Criterion, SubCriterion, most
from commission.rules.ranking_rules import Rounding, Rules
from tests import oracle_rules as oracle
from tests.build import Table, a_call, a_session
from tests.strategies import cases, state_of

HALVES = st.integers(0, 20).map(lambda units: Fraction(units, 2))
WEIGHTS = st.sampled_from([Fraction(1), Fraction(1, 3), Fraction(3, 2), Fraction(30, 100)])
COMBINES = st.sampled_from(["sum", "mean", "best", "capped-sum"])


@st.composite
def grids(draw: st.DrawFn) -> oracle.Grid:
    """A small grid of any shape; its first line counts, so that there is always something to count."""
    parts = {}
    for number in range(draw(st.integers(1, 3))):
        lines = {}
        for place in range(draw(st.integers(1, 3))):
            plain = number == place == 0
            lines[f"{'ABC'[number]}{place + 1}"] = oracle.Line(
                Fraction(0),
                Fraction(10),
                draw(WEIGHTS),
                draw(st.booleans()),
                not plain and draw(st.booleans()),
                plain or draw(st.booleans()),
            )
        lines = {code: each._replace(bonus=each.bonus and each.counts) for code, each in lines.items()}
        how = draw(COMBINES)
        cap = draw(HALVES) if how == "capped-sum" else None
        parts["ABC"[number]] = oracle.Part(how, cap, draw(WEIGHTS), lines)
    how = draw(COMBINES)
    cap = draw(HALVES) if how == "capped-sum" else None
    return oracle.Grid(how, cap, draw(st.none() | HALVES), parts)


@st.composite
def ways(draw: st.DrawFn) -> oracle.Way:
    """Any way to bring five members together."""
    across = draw(st.sampled_from(["sub", "criterion", "total"]))
    how = draw(st.sampled_from(["mean", "median", "sum", "trimmed-mean"]))
    trim = (
        draw(st.sampled_from([Fraction(1), Fraction(1, 5), Fraction(1, 4)])) if how == "trimmed-mean" else Fraction(0)
    )
    stages = {"sub": ["sub", "criterion", "total"], "criterion": ["member", "criterion", "total"]}
    stages["total"] = ["member", "total"]
    rounds = tuple((stage, draw(st.integers(0, 2))) for stage in stages[across] if draw(st.booleans()))
    return oracle.Way(how, across, trim, draw(st.integers(0, 1)), draw(st.integers(0, 1)), rounds)


def call_of(grid: oracle.Grid) -> Call:
    """The same grid as the product holds it."""
    criteria = []
    for code, part in grid.parts.items():
        subs = tuple(
            SubCriterion(
                name, name, line.high, code, weight=line.weight, lower=line.lower, bonus=line.bonus, counts=line.counts
            )
            for name, line in part.lines.items()
        )
        points = most(subs, part.combine, part.cap)
        criteria.append(Criterion(code, code, points, subs, part.weight, part.combine, part.cap))
    return a_call(criteria=tuple(criteria), combine=grid.combine, cap=grid.cap, bonus_cap=grid.bonus_cap)


def rules_of(way: oracle.Way) -> Rules:
    """The same rules as the product holds them."""
    rounding = tuple(Rounding(stage, places) for stage, places in way.rounds)
    return Rules(None, way.how, way.across, way.trim, way.best, way.worst, rounding)


def all_marks(grid: oracle.Grid) -> st.SearchStrategy[oracle.Marks]:
    lines = {code: HALVES for part in grid.parts.values() for code in part.lines}
    return st.fixed_dictionaries({f"m{n}": st.fixed_dictionaries(lines) for n in range(5)})


def counted(grid: oracle.Grid, marks: oracle.Marks) -> dict[str, dict[str, Fraction]]:
    """What the members gave, line by line, on the lines that count."""
    lines = {code: line for part in grid.parts.values() for code, line in part.lines.items() if line.counts}
    return {code: {member: own[code] for member, own in marks.items()} for code in lines}


@given(st.data(), grids(), ways())
def test_any_rules_on_any_grid_give_the_total_of_the_independent_count(
    data: st.DataObject, grid: oracle.Grid, way: oracle.Way
) -> None:
    marks = data.draw(all_marks(grid))
    found = general.figures(call_of(grid), rules_of(way), counted(grid, marks), {})
    assert found.total == oracle.total(grid, way, marks)
    assert found.order == (found.total,)


@given(st.data(), grids(), ways())
def test_no_order_of_members_or_lines_changes_a_total(data: st.DataObject, grid: oracle.Grid, way: oracle.Way) -> None:
    marks = counted(grid, data.draw(all_marks(grid)))
    turned = {code: dict(reversed(given.items())) for code, given in reversed(marks.items())}
    call, rules = call_of(grid), rules_of(way)
    assert general.figures(call, rules, marks, {}).total == general.figures(call, rules, turned, {}).total


@given(cases(whole=True))
def test_the_short_way_and_the_general_way_agree(case: Any) -> None:
    state = state_of(case)
    call, rules = state.definition.call, state.definition.rules
    assert is_usual(call, rules)
    short = rank(state, "n")
    for each in short.ranking:
        marks = {
            code: {member: Fraction(case.sheets[member, each.dossier.code][code]) for member in short.seats}
            for code in each.subs
        }
        long = general.figures(call, rules, marks, {})
        assert (long.total, long.criteria, long.subs) == (each.total, each.criteria, each.subs)


@given(st.lists(HALVES, min_size=1, max_size=9))
def test_mean_and_median_are_those_of_votelib_and_of_the_standard_library(values: list[Fraction]) -> None:
    ballots = {frozenset({("it", value)}): values.count(value) for value in values}
    for how in ("mean", "median"):
        found = together(values, Rules(None, how))
        assert found == votelib.convert.ScoreToSimpleVotes(how).convert(ballots)["it"]
    assert together(values, Rules(None, "median")) == statistics.median(values)


def test_the_median_of_totals_is_not_the_sum_of_medians() -> None:
    call = a_call({"A": {"A1": "10"}, "B": {"B1": "10"}})
    given = {"A1": {"ana": 0, "bob": 5, "cyr": 10}, "B1": {"ana": 10, "bob": 6, "cyr": 0}}
    marks = {code: {who: Fraction(value) for who, value in each.items()} for code, each in given.items()}
    assert general.figures(call, Rules(None, "median", "sub"), marks, {}).total == 5 + 6
    assert general.figures(call, Rules(None, "median", "total"), marks, {}).total == 10


def test_a_member_who_left_a_line_is_left_out_of_its_criterion_and_of_the_total() -> None:
    call = a_call({"A": {"A1": "10", "A2": "10"}, "B": {"B1": "10"}})
    given = {"A1": {"ana": 4, "bob": 8}, "A2": {"ana": 4}, "B1": {"ana": 1, "bob": 3}}
    marks = {code: {who: Fraction(value) for who, value in each.items()} for code, each in given.items()}
    by_criterion = general.figures(call, Rules(None, "mean", "criterion"), marks, {})
    assert by_criterion.criteria == {"A": 8, "B": 2}
    assert general.figures(call, Rules(None, "mean", "total"), marks, {}).total == 9


def test_as_many_yes_as_no_is_decided_by_nobody() -> None:
    yes, no = Fraction(5), Fraction(0)
    assert majority([yes, yes, no], yes) == 5
    assert majority([yes, no, no], yes) == 0
    assert majority([yes, no], yes) is None


def test_equal_totals_share_the_mean_of_the_ranks_they_take() -> None:
    totals = {"d1": Fraction(9), "d2": Fraction(7), "d3": Fraction(7), "d4": Fraction(1)}
    assert mean_ranks(totals) == {"d1": 1, "d2": Fraction(5, 2), "d3": Fraction(5, 2), "d4": 4}


def ranked(table: Table, lot: str = "*") -> list[tuple[int, str, Fraction | None]]:
    return [(each.place, each.dossier.code, each.total) for each in rank(table.open(lot).state, lot).ranking]


def playing(rules: Rules, marks: dict[str, dict[str, dict[str, str]]], call: Call | None = None) -> Table:
    """A session under these rules where the members gave these marks: ``{member: {dossier: {line: mark}}}``."""
    import msgspec

    dossiers = list(next(iter(marks.values())))
    definition = msgspec.structs.replace(a_session(list(marks), dossiers, call), rules=rules)
    table = Table(definition).adopt()
    for member, sheets in marks.items():
        for dossier, values in sheets.items():
            table.sheet(member, dossier, **values)
    return table


def test_ranks_summed_make_the_least_sum_the_first() -> None:
    """ana: d1 12, d2 10, d3 3 → 1, 2, 3. bob: 1, 2, 4 → 3, 2, 1. cyr: 9, 8, 8 → 1, 2½, 2½. Sums 5, 6½, 6½."""
    call = a_call({"A": {"A1": "20"}})
    given = {"ana": (12, 10, 3), "bob": (1, 2, 4), "cyr": (9, 8, 8)}
    marks = {who: {f"d{n + 1}": {"A1": str(value)} for n, value in enumerate(row)} for who, row in given.items()}
    found = ranked(playing(Rules(None, "ranks", "total"), marks, call))
    assert found == [(1, "d1", 5), (2, "d2", Fraction(13, 2)), (2, "d3", Fraction(13, 2))]


def test_criteria_in_their_order_rank_without_a_total() -> None:
    """A first: d2 and d3 are equal on A (8), so B tells them apart; d1 has the most points and comes last."""
    call = a_call({"A": {"A1": "10"}, "B": {"B1": "100"}}, combine="lexicographic")
    marks = {"ana": {"d1": {"A1": "7", "B1": "99"}, "d2": {"A1": "8", "B1": "1"}, "d3": {"A1": "8", "B1": "2"}}}
    assert ranked(playing(Rules(None), marks, call)) == [(1, "d3", None), (2, "d2", None), (3, "d1", None)]


def test_the_lowest_total_is_first_where_the_rules_say_so() -> None:
    marks = {"ana": {"d1": {"A1": "1", "A2": "1", "B1": "1"}, "d2": {"A1": "0", "A2": "1", "B1": "1"}}}
    assert ranked(playing(Rules(None, better="lower"), marks)) == [(1, "d2", 2), (2, "d1", 3)]


def test_what_leaves_nothing_to_bring_together_is_listed_and_never_zero() -> None:
    marks = {who: {"d1": {"A1": "1", "A2": "1", "B1": "1"}} for who in ("ana", "bob")}
    found = rank(playing(Rules(None, drop_best=1, drop_worst=1), marks).open().state, "*")
    assert [(each.dossier.code, each.reason.code) for each in found.unranked] == [("d1", "too-few-marks")]


def unranked_after_declining(rules: Rules, *members: str) -> list[tuple[str, object]]:
    """Why a dossier has no total when the first member declines A1 and the second A2, each line keeping the others."""
    table = Table(replace(a_session(members, ["d1"]), rules=rules)).adopt()
    for place, member in enumerate(members):
        table.sheet(member, "d1", A1="declined" if place == 0 else "1", A2="declined" if place == 1 else "3", B1="2")
    (alone,) = rank(table.open().state, "*").unranked
    return [(each.code, each.fields.get("subs")) for each in alone.reasons]


@pytest.mark.parametrize(("across", "what"), [("criterion", "A"), ("total", "total")])
def test_too_few_whole_criteria_or_totals_to_trim_are_told(across: str, what: str) -> None:
    """Three marks stay on each line, but two members only have the whole of the criterion: trimmed, nothing is left."""
    rules = Rules(None, aggregation="trimmed-mean", trim=Fraction(1), across=across)
    assert unranked_after_declining(rules, "ana", "bob", "cyr", "dan") == [("too-few-marks", [what])]


@pytest.mark.parametrize("across", ["criterion", "total"])
def test_a_criterion_that_nobody_scored_whole_is_not_left_out_of_the_total(across: str) -> None:
    assert unranked_after_declining(Rules(None, across=across), "ana", "bob") == [("no-member-counts", None)]


@given(grids())
def test_with_every_line_left_the_maximum_is_that_of_the_grid(grid: oracle.Grid) -> None:
    call = call_of(grid)
    assert maximum_of(call, Rules(None)) == call.total


def test_a_figure_of_the_dossier_enters_the_total_by_its_formula() -> None:
    """Price on 10, inverse to the lowest: d1 at 40 has 10, d2 at 80 has 5; d1 6 + 10, d2 9 + 5."""
    from commission.rules.notation import Computed
    from tests.build import a_dossier

    price = SubCriterion("B1", "Prix", Fraction(10), "B", notation="figure", computed=Computed("inverse", "mesures"))
    criteria = a_call({"A": {"A1": "10"}}).criteria
    call = a_call(criteria=(*criteria, Criterion("B", "Prix", Fraction(10), (price,))))
    table = Table(a_session(["ana"], [a_dossier("d1", mesures=40), a_dossier("d2", mesures=80)], call)).adopt()
    table.sheet("ana", "d1", A1="6").sheet("ana", "d2", A1="9")
    found = rank(table.open().state, "*")
    assert [(each.place, each.dossier.code, each.total, each.maximum) for each in found.ranking] == [
        (1, "d1", 16, 20),
        (2, "d2", 14, 20),
    ]
    assert found.ranking[0].subs == {"A1": 6, "B1": 10}


def test_a_formula_that_compares_leaves_a_dossier_that_is_alone() -> None:
    from commission.rules.notation import Computed
    from tests.build import a_dossier

    price = SubCriterion("B1", "Prix", Fraction(10), "B", notation="figure", computed=Computed("inverse", "mesures"))
    criteria = a_call({"A": {"A1": "10"}}).criteria
    call = a_call(criteria=(*criteria, Criterion("B", "Prix", Fraction(10), (price,))))
    table = Table(a_session(["ana"], [a_dossier("d1", mesures=40)], call)).adopt().sheet("ana", "d1", A1="6")
    found = rank(table.open().state, "*")
    assert [(each.total, each.maximum) for each in found.ranking] == [(6, 10)]
    assert "formula-alone" in [each.code for each in found.effects]
