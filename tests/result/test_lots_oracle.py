"""Useful rank over several lots, on random sessions, against every strict order that the totals allow."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from commission.cli import recount_lots
from commission.result.common import common
from commission.result.places import Ranked
from commission.result.ranking import rank
from commission.rules.ranking_rules import Rules
from tests import oracle_lots
from tests.result.several import Filed, a_state

FILED = st.lists(
    st.tuples(st.sampled_from("ns"), st.sampled_from("pqr"), st.integers(1, 4), st.integers(1, 4)),
    min_size=1,
    max_size=6,
).map(lambda rows: [(f"{lot}{place}", lot, who, asked, mark) for place, (lot, who, asked, mark) in enumerate(rows)])
FILLS = st.sampled_from(["stop", "skip", "partial"])


def in_plain_words(filed: list[Filed], *, by_number: bool) -> list[oracle_lots.Filed]:
    return [
        oracle_lots.Filed(code, lot, who, Fraction(1 if by_number else asked), Fraction(mark))
        for code, lot, who, asked, mark in filed
    ]


def got(ranking: list[Ranked], asked: dict[str, Fraction]) -> dict[str, Fraction | str | None]:
    """By dossier: what it gets, None, or « ? »."""
    given_to = {}
    for each in ranking:
        part = asked[each.dossier.code] if each.granted is None else each.granted
        given_to[each.dossier.code] = "?" if each.useful is None else part if each.useful else None
    return given_to


@given(FILED, FILLS, st.booleans(), st.integers(1, 8), st.booleans(), st.integers(0, 2), st.integers(0, 2))
def test_a_common_ranking_serves_as_every_settled_order_would(
    filed: list[Filed], fill: str, by_number: bool, there: int, best: bool, per_lot: int, per_applicant: int
) -> None:
    fill = "stop" if by_number else fill
    limits = {"best_of_each": best, "most_per_lot": per_lot, "per_applicant": per_applicant, "fill": fill}
    how = {"selection": "number", "number": there} if by_number else {"selection": "envelope", "asked": "mesures"}
    rules = Rules(None, lots="together", **limits, **how)  # type: ignore[arg-type]
    found = common(a_state(filed, rules, {"n": None, "s": None}, envelope=there))
    assert found is not None
    plain = in_plain_words(filed, by_number=by_number)
    expected = oracle_lots.useful(
        plain, ["*"], oracle_lots.Rule({"*": Fraction(there)}, fill, best, per_lot, per_applicant)
    )
    event(f"to be settled: {'?' in expected.values()}")
    assert got(list(found.ranking), {each.code: each.wanted for each in plain}) == expected
    totals = {each.code: each.total for each in plain}
    assert {x.dossier.code: x.place for x in found.ranking} == {
        code: 1 + sum(other > total for other in totals.values()) for code, total in totals.items()
    }


@given(FILED, FILLS, st.integers(1, 6), st.integers(1, 6), st.integers(1, 2))
def test_lots_apart_are_served_in_their_order_and_an_applicant_stands_only_so_often(
    filed: list[Filed], fill: str, north: int, south: int, per_applicant: int
) -> None:
    rules = Rules(None, selection="envelope", asked="mesures", fill=fill, per_applicant=per_applicant)
    state = a_state(filed, rules, {"n": north, "s": south})
    plain = in_plain_words(filed, by_number=False)
    there = {"n": Fraction(north), "s": Fraction(south)}
    expected = oracle_lots.useful(plain, ["n", "s"], oracle_lots.Rule(there, fill, per_applicant=per_applicant))
    found = [each for lot in "ns" for each in rank(state, lot).ranking]
    assert got(found, {each.code: each.wanted for each in plain}) == expected


@given(FILED, FILLS, st.integers(1, 8), st.integers(1, 8))
def test_what_one_lot_leaves_is_the_others_to_give(filed: list[Filed], fill: str, north: int, south: int) -> None:
    rules = Rules(None, selection="envelope", asked="mesures", fill=fill, transfers=(("n", "s"),))
    state = a_state(filed, rules, {"n": north, "s": south})
    plain = in_plain_words(filed, by_number=False)
    first = [each for each in plain if each.lot == "n"]
    second = [each for each in plain if each.lot == "s"]
    ends = {
        sum((part for part in verdicts.values() if part is not None), Fraction(0))
        for verdicts in every_end(first, fill, Fraction(north))
    }
    moved = north - next(iter(ends)) if len(ends) == 1 else Fraction(0)
    there = {"n": Fraction(north), "s": south + moved}
    expected = oracle_lots.useful(first, ["n"], oracle_lots.Rule(there, fill))
    expected |= oracle_lots.useful(second, ["s"], oracle_lots.Rule(there, fill))
    found = {lot: rank(state, lot) for lot in "ns"}
    assert got([x for each in found.values() for x in each.ranking], {x.code: x.wanted for x in plain}) == expected
    assert found["s"].selection.capacity == there["s"]
    codes = [each.code for each in found["s"].selection.notes if each.code.startswith("transfer")]
    assert codes == (["transferred"] if len(ends) == 1 else ["transfer-waits"])


def every_end(filed: list[oracle_lots.Filed], fill: str, there: Fraction) -> list[oracle_lots.Verdicts]:
    """What each strict order of a lot's dossiers makes of them."""
    oracle_lots.APPLICANTS.update({each.code: each.applicant for each in filed})
    found = []
    for order in oracle_lots.strict_orders(filed):
        verdicts: oracle_lots.Verdicts = {}
        oracle_lots.greedy(order, oracle_lots.Rule({}, fill), there, verdicts)
        found.append(verdicts)
    return found


@given(FILED, FILLS, st.sampled_from(["common", "apart", "transfer"]), st.integers(1, 6), st.integers(0, 2))
def test_what_verify_counts_again_is_what_was_said(
    filed: list[Filed], fill: str, how: str, there: int, limit: int
) -> None:
    keys = {
        "common": {"lots": "together", "best_of_each": bool(limit), "most_per_lot": limit},
        "apart": {"per_applicant": limit or 1},
        "transfer": {"transfers": (("n", "s"),), "per_applicant": limit},
    }[how]
    rules = Rules(None, selection="envelope", asked="mesures", fill=fill, **keys)  # type: ignore[arg-type]
    ceilings = {"n": None, "s": None} if how == "common" else {"n": there, "s": there}
    state = a_state(filed, rules, ceilings, envelope=there if how == "common" else None)
    assert recount_lots.useful_differences(state) == ([], True)


THREE = st.lists(
    st.tuples(st.sampled_from("nse"), st.sampled_from("pqr"), st.integers(1, 4), st.integers(1, 5)),
    min_size=1,
    max_size=8,
).map(lambda rows: [(f"{lot}{place}", lot, who, asked, mark) for place, (lot, who, asked, mark) in enumerate(rows)])
MOVES = st.sampled_from([(("n", "s"), ("s", "e")), (("s", "e"), ("n", "s")), (("n", "e"),), (("n", "s"), ("n", "e"))])


@given(THREE, FILLS, MOVES, st.tuples(*[st.integers(0, 7)] * 3), st.integers(0, 2), st.sets(st.sampled_from("nse")))
def test_chains_of_envelopes_are_counted_again_and_no_euro_is_made_or_lost(
    filed: list[Filed],
    fill: str,
    moves: tuple[tuple[str, str], ...],
    there: tuple[int, int, int],
    limit: int,
    opened: set[str],
) -> None:
    rules = Rules(None, selection="envelope", asked="mesures", fill=fill, transfers=moves, per_applicant=limit)
    state = a_state(filed, rules, dict(zip("nse", there, strict=True)), opened=opened)
    faults, _ = recount_lots.useful_differences(state)
    assert faults == []
    used = [rank(state, lot).selection.used for lot in opened]
    assert sum(used) <= sum(there)


def test_a_useful_rank_that_is_another_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = Rules(None, selection="number", number=1, per_applicant=1)
    state = a_state([("n1", "n", "p", 1, 9), ("s1", "s", "p", 1, 9)], rules, {"n": None, "s": None})
    assert recount_lots.useful_differences(state) == ([], True)
    monkeypatch.setattr(recount_lots, "_down", lambda order, *rest: rest[-1].update({order[0].code: Fraction(1)}))
    faults, _ = recount_lots.useful_differences(state)
    assert [(each.code, each.fields) for each in faults] == [("useful-differs", {"dossier": "s1"})]
