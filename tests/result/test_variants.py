"""Variants beside their bases: measured in their base's place, and changing nothing for those that are ranked."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from commission.cli.recount import differences
from commission.publication.csv_export import DIALECTS
from commission.publication.published_list import published_list
from commission.result.explain import why
from commission.result.ranking import LotRanking, rank
from commission.rules.fault import Refused
from commission.rules.ranking_rules import Rules, Threshold
from commission.session.definition import Definition
from commission.tui.desk_ranking import Table as DeskTable
from commission.words import Words
from tests import oracle
from tests.build import Table, a_dossier, a_session
from tests.strategies import Case, cases_with_variants, state_of

POINTS = st.integers(0, 7)
MEMBERS = ("ana", "bob", "cyr")


def a_competition(rules: Rules | None = None) -> Definition:
    """Three projects, and a variant of the second."""
    filed = [a_dossier("d1"), a_dossier("d2"), replace(a_dossier("d2b"), variant_of="d2"), a_dossier("d3")]
    found = a_session((*MEMBERS, "pre!"), filed)
    members = (*(each for each in found.members if each.code != "pre"), replace(found.member("pre"), votes=False))
    return replace(found, members=members, rules=rules or Rules(None))


def scored(marks: dict[str, tuple[int, ...]], rules: Rules | None = None) -> Table:
    """Every member's marks on A2, by dossier; the other lines are 0. Not opened yet."""
    table = Table(a_competition(rules)).adopt()
    for code, given_marks in marks.items():
        for member, mark in zip(MEMBERS, given_marks, strict=True):
            table.sheet(member, code, A1="0", A2=str(mark), B1="0")
    return table


MARKS = {"d1": (6, 6, 6), "d2": (4, 4, 4), "d2b": (7, 7, 7), "d3": (5, 5, 5)}


def said(found: LotRanking) -> tuple[list[tuple[str, int]], list[tuple[str, str, int, Fraction | None]]]:
    beside = [(x.base, x.ranked.dossier.code, x.ranked.place, x.ranked.total) for x in found.variants]
    return [(each.dossier.code, each.place) for each in found.ranking], beside


def left(found: LotRanking) -> dict[str, list[str]]:
    return {each.dossier.code: [reason.code for reason in each.reasons] for each in found.unranked}


def test_a_variant_is_told_the_rank_of_its_base_s_place_and_takes_none() -> None:
    table = scored(MARKS, Rules(None, selection="number", number=1, waiting=1)).open()
    found = rank(table.state, "*")
    assert said(found) == ([("d1", 1), ("d3", 2), ("d2", 3)], [("d2", "d2b", 1, Fraction(7))])
    assert found.selection.useful == {"d1": True, "d3": False, "d2": False}
    assert found.selection.waiting == {"d3": 1}
    assert next(each.code for each in why(table.state, "*", "d2b")) == "variant-beside"
    assert "variant-beside" in [each.code for each in why(table.state, "*", "d2")]
    assert "variant-beside" not in [each.code for each in why(table.state, "*", "d1")]


def test_a_variant_ties_with_others_in_its_base_s_place_and_never_with_its_base() -> None:
    found = rank(scored({**MARKS, "d2b": (4, 4, 4)}).open().state, "*")
    assert (found.variants[0].ranked.place, found.variants[0].ranked.tied) == (3, False)
    found = rank(scored({**MARKS, "d2b": (6, 6, 6)}).open().state, "*")
    assert (found.variants[0].ranked.place, found.variants[0].ranked.tied) == (1, True)
    assert not any(each.tied for each in found.ranking)


@pytest.mark.parametrize(
    ("act", "reason"), [("refuse", "variant-base-refused"), ("withdraw", "variant-base-withdrawn")]
)
def test_without_its_base_a_variant_is_listed_apart_with_its_total(act: str, reason: str) -> None:
    table = scored(MARKS)
    more = {"ground": "late"} if act == "refuse" else {}
    table.act("pre@desk", act, dossier="d2", reason="parce que", **more)
    found = rank(table.open().state, "*")
    assert said(found) == ([("d1", 1), ("d3", 2)], [])
    assert (set(left(found)), left(found)["d2b"]) == ({"d2", "d2b"}, [reason])
    assert next(each.total for each in found.unranked if each.dossier.code == "d2b") == 7
    assert differences(table.state, "*") == []


def test_a_variant_that_is_out_is_listed_with_its_own_ground() -> None:
    table = scored(MARKS)
    table.act("pre@desk", "withdraw", dossier="d2b", reason="parce que")
    found = rank(table.open().state, "*")
    assert (left(found), found.variants, len(found.ranking)) == ({"d2b": ["withdrawn"]}, (), 3)


def test_a_threshold_keeps_a_variant_out_or_leaves_it_without_a_base() -> None:
    bar = Rules(None, thresholds=(Threshold("total", Fraction(5), inclusive=True),))
    assert left(rank(scored(MARKS, bar).open().state, "*")) == {
        "d2": ["below-threshold"],
        "d2b": ["variant-base-unranked"],
    }
    low = {**MARKS, "d2": (5, 5, 5), "d2b": (4, 4, 4)}
    assert left(rank(scored(low, bar).open().state, "*")) == {"d2b": ["below-threshold"]}


def test_no_opinion_on_a_variant_takes_nobody_out_of_the_projects() -> None:
    table = Table(a_competition()).adopt()
    for code, marks in MARKS.items():
        for member, mark in zip(MEMBERS, marks, strict=True):
            declined = code == "d2b" and member == "ana"
            table.sheet(member, code, A1="0", A2="declined" if declined else str(mark), B1="0")
    found = rank(table.open().state, "*")
    assert [len(each.subs) for each in found.ranking] == [3, 3, 3]
    assert not [each for each in found.effects if each.code == "seat-declined"]
    assert said(found)[1] == [("d2", "d2b", 1, Fraction(7))]


def test_a_variant_settles_no_tie_and_is_given_no_rank() -> None:
    table = scored({**MARKS, "d3": (6, 6, 6)}).open()
    with pytest.raises(Refused) as refused:
        table.act("pre@desk", "break-tie", lot="*", order="d2b d1", reason="vote")
    assert refused.value.faults[0].code == "variant-takes-no-rank"
    with pytest.raises(Refused) as refused:
        table.act("desk", "ranking", lot="*", order="d2b > d1 > d3", reasons="d1: a | d2: b | d3: c | d2b: d")
    assert refused.value.faults[0].code == "variant-takes-no-rank"


def test_the_desk_shows_a_variant_directly_under_its_base() -> None:
    table = scored(MARKS).open()
    rows = DeskTable(table.definition, rank(table.state, "*"), 80, Words("fr")).items()
    ids = [each.id for each in rows if each.id.partition(":")[0] in {"rank", "variant"}]
    assert ids == ["rank:d1", "rank:d3", "rank:d2", "variant:d2b"]


def test_the_published_list_names_a_variant_under_its_base_without_a_rank() -> None:
    table = scored(MARKS).open()
    table.act("desk", "ranking", lot="*", order="d1 > d3 > d2", reasons="d1: a | d2: b | d3: c")
    table.act("desk", "vote", lot="*", favour="3")
    table.act("desk", "decide", lot="*", awards="d1 = 1 ; 10")
    sheet = published_list(table.state, [rank(table.state, "*")], Words("fr"), DIALECTS["rfc4180"])
    assert sheet is not None
    rows = [line.split(",") for line in sheet.decode().splitlines()]
    assert [(row[2], row[4], row[7], row[-1]) for row in rows[1:]] == [
        ("1", "d1", "oui", ""),
        ("2", "d3", "non", ""),
        ("3", "d2", "non", ""),
        ("", "d2b", "non", "d2"),
    ]


@settings(max_examples=60)
@given(
    st.fixed_dictionaries({code: st.tuples(POINTS, POINTS, POINTS) for code in MARKS}),
    st.sampled_from(["mean", "median", "sum", "ranks"]),
    st.sampled_from(["higher", "lower"]),
)
def test_the_projects_are_ranked_as_without_the_variant(
    marks: dict[str, tuple[int, ...]], how: str, better: str
) -> None:
    rules = Rules(None, aggregation=how, across="total" if how == "ranks" else "sub", better=better)
    state = scored(marks, rules).open().state
    found = rank(state, "*")
    alone = {code: given_marks for code, given_marks in marks.items() if code != "d2b"}
    without = a_competition(rules)
    bases = Table(replace(without, dossiers=tuple(x for x in without.dossiers if not x.variant_of))).adopt()
    for code, given_marks in alone.items():
        for member, mark in zip(MEMBERS, given_marks, strict=True):
            bases.sheet(member, code, A1="0", A2=str(mark), B1="0")
    assert found.ranking == rank(bases.open().state, "*").ranking
    assert differences(state, "*") == []


@settings(max_examples=300)
@given(cases_with_variants())
def test_variants_are_counted_as_the_oracle_counts_them_whatever_is_missing(case: Case) -> None:
    found = rank(state_of(case), "n")
    standing = {each.ranked.dossier.code: each.ranked for each in found.variants}
    apart = {each.dossier.code: each for each in found.unranked}
    for code in case.variants:
        expected = oracle.beside(case, code)
        event("stands" if expected.place else f"apart: {len(expected.reasons)}")
        if expected.place is None:
            said = {reason.code for reason in apart[code].reasons} - {"refusal-setting"}
            assert (said, apart[code].total, code in standing) == (expected.reasons, expected.total, False)
        else:
            assert (standing[code].place, standing[code].total) == (expected.place, expected.total)
    verdicts = oracle.recount(oracle.bases_of(case))
    assert {each.dossier.code: each.place for each in found.ranking} == oracle.places(verdicts)
    assert {each.dossier.code: each.total for each in found.ranking} == {
        code: each.total for code, each in verdicts.items() if each.total is not None
    }
    assert differences(state_of(case), "n") == []


def test_a_variant_apart_is_counted_again_over_the_seats_that_scored_it() -> None:
    """Over the seats of the bases alone, a trimmed mean would have nothing left to count."""
    table = Table(a_competition(Rules(None, aggregation="trimmed-mean", trim=Fraction(1)))).adopt()
    table.act("pre@desk", "withdraw", dossier="d2", reason="parce que")
    for member, code in (("ana", "d1"), ("bob", "d1"), ("ana", "d2b"), ("bob", "d2b"), ("cyr", "d2b")):
        table.sheet(member, code, A1="0", A2="6", B1="0")
    state = table.open().state
    apart = next(each for each in rank(state, "*").unranked if each.dossier.code == "d2b")
    assert ([each.code for each in apart.reasons], apart.total) == (["variant-base-withdrawn"], 6)
    assert differences(state, "*") == []


def test_members_who_scored_the_variants_of_bases_that_are_out_are_not_absent() -> None:
    table = Table(a_competition()).adopt()
    for member in MEMBERS[:2]:
        table.sheet(member, "d2b", A1="0", A2="3", B1="0")
    for base in ("d1", "d2", "d3"):
        table.act("pre@desk", "withdraw", dossier=base, reason="parce que")
    found = rank(table.open().state, "*")
    assert [each.fields for each in found.effects if each.code == "seat-absent"] == [{"member": "cyr"}]
    assert (found.seats, found.ranking, left(found)["d2b"]) == (("ana", "bob"), (), ["variant-base-withdrawn"])
    assert "no-ranking" in [each.code for each in found.effects]


def test_nobody_is_absent_from_a_lot_where_no_dossier_is_left() -> None:
    table = scored(MARKS)
    for code in MARKS:
        table.act("pre@desk", "withdraw", dossier=code, reason="parce que")
    assert not [each for each in rank(table.open().state, "*").effects if each.code.startswith("seat-")]


def test_a_member_who_scored_variants_only_is_told_apart_from_one_who_scored_nothing() -> None:
    table = Table(a_competition()).adopt()
    for code, marks in MARKS.items():
        for member, mark in zip(MEMBERS, marks, strict=True):
            if member == "ana" or (member, code) == ("bob", "d2b"):
                table.sheet(member, code, A1="0", A2=str(mark), B1="0")
    said = [(each.code, each.fields) for each in rank(table.open().state, "*").effects if each.code.startswith("seat-")]
    assert said == [
        ("seat-variants-only", {"member": "bob", "dossiers": ["d2b"]}),
        ("seat-absent", {"member": "cyr"}),
    ]


def test_a_consultative_member_s_figures_on_a_variant_are_told_though_every_base_is_out() -> None:
    filed = [a_dossier("d1"), replace(a_dossier("d1b"), variant_of="d1")]
    table = Table(a_session(("ana", "eve?", "pre!"), filed)).adopt()
    for member in ("ana", "pre", "eve"):
        table.sheet(member, "d1b", A1="0", A2="3", B1="1")
    table.act("pre@desk", "withdraw", dossier="d1", reason="parce que")
    assert [(x.dossier.code, x.total) for x in rank(table.open().state, "*").consultative] == [("d1b", 4)]
