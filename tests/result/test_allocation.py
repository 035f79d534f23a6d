"""An envelope shared out: parts that add up to the coin whatever the file says, against a solver written otherwise."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commission.result.allocation import Allocation, allocate, applied
from commission.rules.reading import quick
from commission.rules.sharing import Sharing, SharingShape, build_sharing


def sharing(table: dict[str, Any]) -> Sharing:
    head = {"format": 1, "kind": "sharing", "code": "p", "title": "Partage"}
    found, faults = build_sharing(quick(head | table, SharingShape))
    assert faults == []
    return found


def simple(envelope: int, figures: dict[str, int], **more: Any) -> Allocation:
    beneficiaries = [{"code": code, "title": code, "keys": {"k": figure}} for code, figure in figures.items()]
    key = {"code": "k", "title": "K", "weight": 1}
    return allocate(sharing({"envelope": envelope, "key": [key], "beneficiary": beneficiaries} | more))


def amounts(found: Allocation) -> dict[str, Fraction]:
    return {each.beneficiary.code: each.amount for each in found.parts}


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    """A file that can be shared out, as TOML would give it: one to three keys, up to seven beneficiaries."""
    count = draw(st.integers(1, 7))
    shares = draw(st.lists(st.integers(1, 9), min_size=1, max_size=3))
    columns = [draw(st.lists(st.integers(0, 40), min_size=count, max_size=count).filter(any)) for _ in shares]
    claims = [any(column[index] for column in columns) for index in range(count)]
    floors = [draw(st.integers(0, 300)) for _ in range(count)]
    ceilings = [draw(st.none() | st.integers(floor, floor + 900)) for floor in floors]
    room: int | None = 0
    for claim, floor, ceiling in zip(claims, floors, ceilings, strict=True):
        if claim and (ceiling is None or room is None):
            room = None
        elif room is not None:
            room += ceiling if claim and ceiling is not None else floor
    envelope = draw(st.integers(sum(floors), room if room is not None else sum(floors) + 4000))
    unit = draw(st.sampled_from(["euro", "cent"]))

    def money(value: int) -> Any:
        return value if unit == "euro" else f"{value // 100}.{value % 100:02}"

    beneficiaries = []
    for index in range(count):
        keys = {f"k{place}": column[index] for place, column in enumerate(columns)}
        each = {"code": f"b{index}", "title": "b", "keys": keys, "floor": money(floors[index])}
        ceiling = ceilings[index]
        beneficiaries.append(each if ceiling is None else each | {"ceiling": money(ceiling)})
    weights = [
        {"code": f"k{place}", "title": "k", "weight": f"{share}/{sum(shares)}"} for place, share in enumerate(shares)
    ]
    return {"envelope": money(envelope), "unit": unit, "key": weights, "beneficiary": beneficiaries}


def by_breakpoints(found: Sharing) -> list[Fraction]:
    """The exact parts, from the one multiplier at which they add up: sought between the points where a limit begins."""
    people = list(zip(found.claims, found.beneficiaries, strict=True))

    def parts(multiplier: Fraction) -> list[Fraction]:
        return [
            max(each.floor, claim * multiplier if each.ceiling is None else min(each.ceiling, claim * multiplier))
            if claim
            else each.floor
            for claim, each in people
        ]

    limits = {limit / claim for claim, each in people if claim for limit in (each.floor, each.ceiling) if limit}
    points = sorted({Fraction(0), *limits})
    points.append(points[-1] + found.envelope + 1)
    while sum(parts(points[-1])) < found.envelope:
        points.append(points[-1] * 2)
    for low, high in itertools.pairwise(points):
        at_low, at_high = sum(parts(low)), sum(parts(high))
        if at_low <= found.envelope <= at_high:
            slope = (at_high - at_low) / (high - low)
            return parts(low + (found.envelope - at_low) / slope if slope else low)
    raise AssertionError("nothing adds up to the envelope")


def coin_by_coin(found: Sharing, exact: list[Fraction]) -> list[Fraction]:
    """The parts, each coin that is left given to whoever lacks most of one."""
    given_out = [each // found.step * found.step for each in exact]
    while sum(given_out) < found.envelope:
        lacking = [
            (share - has, share, -index) for index, (share, has) in enumerate(zip(exact, given_out, strict=True))
        ]
        given_out[-max(lacking)[2]] += found.step
    return given_out


@given(files())
def test_the_parts_add_up_and_hold_every_floor_and_ceiling(table: dict[str, Any]) -> None:
    found = allocate(sharing(table))
    assert found.total == found.sharing.envelope
    assert found.missed == 0
    assert sum(each.exact for each in found.parts) == found.sharing.envelope
    for each in found.parts:
        limits = each.beneficiary
        assert limits.floor <= each.amount
        assert limits.ceiling is None or each.amount <= limits.ceiling
        assert (each.amount / found.sharing.step).denominator == 1
        assert abs(each.amount - each.exact) < found.sharing.step


@given(files())
def test_an_independent_solver_agrees(table: dict[str, Any]) -> None:
    found = sharing(table)
    exact = by_breakpoints(found)
    parts = allocate(found).parts
    assert [each.exact for each in parts] == exact
    assert [each.amount for each in parts] == coin_by_coin(found, exact)


@given(files(), st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_nothing(table: dict[str, Any], chance: random.Random) -> None:
    before = allocate(sharing(table))
    chance.shuffle(table["beneficiary"])
    chance.shuffle(table["key"])
    after = allocate(sharing(table))
    assert amounts(after) == amounts(before)
    assert sorted(after.tied) == sorted(before.tied)


@given(files(), st.integers(0, 9))
def test_a_larger_envelope_takes_from_no_exact_part(table: dict[str, Any], tenths: int) -> None:
    found = sharing(table)
    floors = sum((each.floor for each in found.beneficiaries), Fraction(0))
    smaller = floors + (found.envelope - floors) * tenths / 10 // found.step * found.step
    less = allocate(sharing(table | {"envelope": f"{smaller.numerator}/{smaller.denominator}"}))
    assert all(small.exact <= big.exact for small, big in zip(less.parts, allocate(found).parts, strict=True))


@given(files())
def test_lines_rounded_one_by_one_miss_by_half_a_coin_a_line_at_most(table: dict[str, Any]) -> None:
    found = allocate(sharing(table | {"rounding": "line"}))
    assert 2 * abs(found.missed) <= len(found.parts) * found.sharing.step
    assert found.total == found.sharing.envelope + found.missed


def test_a_third_each_misses_by_one_line_by_line_and_by_nothing_otherwise() -> None:
    figures = {"c": 1, "a": 1, "b": 1}
    lines = simple(100, figures, rounding="line")
    assert amounts(lines) == {"a": 33, "b": 33, "c": 33}
    assert lines.missed == -1
    assert applied(lines)[-1].code == "share-sum-below"
    whole = simple(100, figures)
    assert amounts(whole) == {"a": 34, "b": 33, "c": 33}
    assert sorted(whole.tied) == ["a", "b", "c"]
    assert [each.code for each in applied(whole)] == [
        "share-key", "share-largest-remainder", "share-tied", "share-sum-exact",
    ]  # fmt: skip


def test_equal_remainders_go_to_the_larger_exact_share_before_the_first_code() -> None:
    found = simple(8, {"a": 1, "z": 3, "m": 4})
    assert amounts(found) == {"a": 1, "z": 3, "m": 4}
    half = simple(4, {"a": 1, "z": 3, "m": 4})
    assert amounts(half) == {"a": 0, "z": 2, "m": 2}
    assert sorted(half.tied) == ["a", "z"]


def test_one_euro_more_may_take_a_euro_away_as_this_rule_is_known_to_do() -> None:
    figures = {"a": 6, "b": 6, "c": 2}
    assert amounts(simple(10, figures)) == {"a": 4, "b": 4, "c": 2}
    assert amounts(simple(11, figures)) == {"a": 5, "b": 5, "c": 1}


def test_a_ceiling_frees_what_lifts_somebody_above_their_floor() -> None:
    """Were both limits set at once, b would stay at its floor of 12, and a would have 38."""
    found = simple(100, {"a": 28, "b": 11, "c": 61}, floor=12, ceiling=50)
    assert amounts(found) == {"a": 36, "b": 14, "c": 50}
    assert [each.held for each in found.parts] == ["", "", "ceiling"]


def test_whoever_has_no_figure_gets_the_floor() -> None:
    found = simple(100, {"a": 1, "b": 0}, floor=10)
    assert amounts(found) == {"a": 90, "b": 10}


def test_groups_add_up_to_the_envelope() -> None:
    table = [
        {"code": code, "title": code, "group": group, "keys": {"k": 1}}
        for code, group in (("a", "Nord"), ("b", "Sud"), ("c", "Nord"))
    ]
    found = simple(100, {}, beneficiary=table, unit="cent")
    assert found.groups == {"Nord": Fraction("66.67"), "Sud": Fraction("33.33")}
