"""Lots that bear on each other: what is a limit and what is money, who is one applicant, what a waiting sum leaves open."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from commission.cli import recount_lots
from commission.result import serving
from commission.result.ranking import LotRanking, rank
from commission.result.serving import Candidate
from commission.rules.grid import Criterion, Lot, SubCriterion
from commission.rules.ranking_rules import Rules
from commission.session.state import State
from tests import oracle_lots
from tests.build import Table, a_call, a_session
from tests.result.several import Filed, a_state
from tests.result.test_lots_oracle import FILED, got, in_plain_words

THREE: list[Filed] = [("a1", "a", "p", 1, 9), ("a2", "a", "q", 1, 8), ("a3", "a", "r", 1, 7)]


def verdicts(found: LotRanking) -> dict[str, bool | None]:
    return {each.dossier.code: each.useful for each in found.ranking}


def codes(found: LotRanking) -> list[str]:
    return [each.code for each in found.selection.notes]


def test_a_ceiling_in_euros_is_neither_a_number_of_dossiers_nor_a_capacity() -> None:
    rules = Rules(None, selection="number", number=1, per_applicant=1)
    found = rank(a_state(THREE, rules, {"a": 100, "b": 50, "c": 50}), "a")
    assert (found.selection.capacity, verdicts(found)) == (1, {"a1": True, "a2": False, "a3": False})
    state = a_state(THREE, Rules(None, selection="capacity", asked="mesures", per_applicant=1), {"a": 100})
    lots = tuple(Lot(each.code, each.title, 2, "mesures", "mesures", each.ceiling) for each in state.definition.lots)
    state.definition = replace(state.definition, call=replace(state.definition.call, lots=lots))
    assert verdicts(rank(state, "a")) == {"a1": True, "a2": True, "a3": False}


@given(FILED, st.integers(1, 4), st.integers(1, 2), st.integers(1, 9))
def test_a_number_holds_whatever_the_ceilings(filed: list[Filed], number: int, limit: int, ceiling: int) -> None:
    rules = Rules(None, selection="number", number=number, per_applicant=limit)
    state = a_state(filed, rules, {"n": ceiling, "s": None})
    plain = in_plain_words(filed, by_number=True)
    there = dict.fromkeys("ns", Fraction(number))
    expected = oracle_lots.useful(plain, ["n", "s"], oracle_lots.Rule(there, "stop", per_applicant=limit))
    found = [each for lot in "ns" for each in rank(state, lot).ranking]
    assert got(found, {each.code: each.wanted for each in plain}) == expected


def upstream(mark: int, **keys: Any) -> LotRanking:
    """Where a1 and a2 are equal, nothing says what a leaves to b, hence whether x1, of the same applicant as x2, stands."""
    filed = [("a1", "a", "p", 60, mark), ("a2", "a", "q", 80, 90), ("x1", "b", "X", 80, 50), ("x2", "c", "X", 10, 50)]
    rules = Rules(None, selection="envelope", asked="mesures", transfers=(("a", "b"),), per_applicant=1, **keys)
    return rank(a_state(filed, rules, {"a": 100, "b": 50, "c": 50}), "c")


def test_who_stands_is_provisional_while_money_may_still_come_to_a_lot_served_before() -> None:
    torn, settled = upstream(90), upstream(95)
    assert (verdicts(torn), codes(torn)) == ({"x2": True}, ["useful-provisional"])
    assert torn.selection.notes[0].fields == {"lots": ["b"]}
    assert (verdicts(settled), codes(settled)) == ({"x2": False}, [])  # 40 came to b, where x1 stands now


# --- The same applicant

SAME = [
    "Société Été",
    "SOCIÉTÉ ÉTÉ",
    "Socie\u0301te\u0301  E\u0301te\u0301",
    "So\u200bciété\u00a0Été\ufeff",
    "\u00adSociété\tÉté ",
]


def of_applicants(*names: str, **keys: Any) -> tuple[State, LotRanking]:
    filed: list[Filed] = [(f"n{place}", "n", name, 1, 90 - place) for place, name in enumerate(names)]
    state = a_state(filed, Rules(None, selection="number", number=2, per_applicant=1, **keys), {"n": None})
    bare = tuple(replace(each, applicant=name) for each, name in zip(state.definition.dossiers, names, strict=True))
    state.definition = replace(state.definition, dossiers=bare, _by_lot={"n": bare})
    return state, rank(state, "n")


@pytest.mark.parametrize("name", SAME)
def test_a_name_is_the_same_however_it_is_kept(name: str) -> None:
    state, found = of_applicants("Société Été", name, "Société Ete")
    assert verdicts(found) == {"n0": True, "n1": False, "n2": True}
    assert recount_lots.useful_differences(state) == ([], True)


def test_dossiers_that_name_nobody_are_not_one_applicant() -> None:
    _, found = of_applicants("Une", "", "\u200b ")
    assert (verdicts(found), codes(found)) == ({"n0": None, "n1": None, "n2": None}, ["applicant-nameless"])
    assert found.selection.notes[0].fields == {"dossiers": ["n1", "n2"]}


# --- Dossiers that the rules leave to be settled


def test_a_lot_with_a_dossier_to_be_settled_gives_nothing_away() -> None:
    """One voice, and the best mark left out: nothing remains to rank by, yet nobody has refused these dossiers."""
    rules = Rules(None, selection="envelope", asked="mesures", transfers=(("a", "b"),), drop_best=1)
    state = a_state([("a1", "a", "p", 60, 90)], rules, {"a": 100, "b": 50})
    found = rank(state, "a")
    assert [each.reason.code for each in found.unranked] == ["too-few-marks"]
    assert (codes(found), found.selection.capacity) == (["transfer-waits"], 100)
    assert recount_lots.useful_differences(state) == ([], True)


def undecided(votes: dict[str, tuple[str, str]]) -> Table:
    """Two members say yes or no of the one line of each dossier."""
    line = SubCriterion("A1", "Ligne A1", Fraction(1), "A", notation="yes-no")
    call = replace(a_call(), criteria=(Criterion("A", "Critère A", Fraction(1), (line,)),))
    definition = replace(a_session(["ana", "bob"], list(votes), call, step=None), rules=Rules(None, "majority"))
    table = Table(definition).adopt()
    for dossier, said in votes.items():
        for member, value in zip(("ana", "bob"), said, strict=True):
            table.sheet(member, dossier, A1=value)
    return table.open()


def test_the_places_beside_a_dossier_to_be_settled_are_provisional() -> None:
    found = rank(undecided({"d1": ("1", "1"), "d2": ("1", "0")}).state, "*")
    assert [each.fields for each in found.applied if each.code == "ranking-provisional"] == [{"dossiers": ["d2"]}]


# --- How far ties are followed


@pytest.mark.parametrize("per_applicant", [0, 2])
def test_however_many_ties_there_are_the_search_ends_and_says_only_what_it_knows(
    monkeypatch: pytest.MonkeyPatch, per_applicant: int
) -> None:
    """Eleven groups of six equal dossiers of all sizes, where one that does not fit is skipped."""
    draw = Random(7)
    groups = [
        [
            Candidate(f"{place}-{number}", "n", draw.choice("pqrstu"), Fraction(draw.randint(1, 40)))
            for number in range(6)
        ]
        for place in range(11)
    ]
    followed = 0
    in_order = serving._in_order

    def counted(*args: Any, **keys: Any) -> Any:
        nonlocal followed
        followed += 1
        return in_order(*args, **keys)

    monkeypatch.setattr(serving, "_in_order", counted)
    found = serving.serve(groups, serving.Limits(Fraction(300), "skip", 0, per_applicant))
    assert followed <= serving.MOST_FOLLOWED
    assert found.outcomes.keys() == {each.code for group in groups for each in group}
    known = [each.code for group in groups for each in group if found.useful(each.code) is not None]
    order = [each for group in groups for each in sorted(group, key=lambda _: draw.random())]
    left, standing, one = Fraction(300), [], {}
    for each in order:
        fits = each.wanted <= left and not 0 < per_applicant <= standing.count(each.applicant)
        one[each.code] = fits
        left -= each.wanted if fits else 0
        standing += [each.applicant] if fits else []
    assert known or per_applicant
    assert [one[code] for code in known] == [found.useful(code) for code in known]
