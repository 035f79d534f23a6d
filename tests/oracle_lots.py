"""Useful rank over several lots, worked out a second time by trying every strict order that the totals allow.

A dossier is in useful rank if it is in all of them, out if it is in none, to be settled otherwise. Slow and plain; it
shares no code with ``commission``.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations, product
from typing import NamedTuple


class Filed(NamedTuple):
    """A dossier, its lot, who filed it, what it asks for and its total."""

    code: str
    lot: str
    applicant: str
    wanted: Fraction
    total: Fraction


class Rule(NamedTuple):
    """What there is to give by lot (``"*"`` for all together), and the limits; 0 is none."""

    there: dict[str, Fraction]
    fill: str
    best: bool = False
    per_lot: int = 0
    per_applicant: int = 0


Verdicts = dict[str, Fraction | None]
"""What each dossier gets; None: nothing."""


def strict_orders(filed: list[Filed]) -> Iterator[list[Filed]]:
    groups = [[each for each in filed if each.total == total] for total in sorted({x.total for x in filed})[::-1]]
    for choice in product(*(list(permutations(group)) for group in groups)):
        yield [each for group in choice for each in group]


def greedy(order: list[Filed], rule: Rule, there: Fraction, got: Verdicts) -> None:
    """Go down a strict order once (the best of each lot first, where that is the rule)."""
    by_code = {each.code: each for each in order}
    stopped = False
    left = there
    turns = list(order)
    if rule.best:
        firsts = [next(each for each in order if each.lot == lot) for lot in dict.fromkeys(x.lot for x in order)]
        turns = [*firsts, *(each for each in order if each not in firsts)]
    for each in turns:
        standing = [code for code, part in got.items() if part is not None]
        same = [code for code in standing if APPLICANTS[code] == each.applicant]
        beside = [code for code in standing if code in by_code and by_code[code].lot == each.lot]
        got[each.code] = None
        if (rule.per_applicant and len(same) >= rule.per_applicant) or (rule.per_lot and len(beside) >= rule.per_lot):
            continue
        if not stopped and each.wanted <= left:
            got[each.code] = each.wanted
            left -= each.wanted
        elif not stopped and rule.fill == "partial" and left > 0:
            got[each.code] = left
            left, stopped = Fraction(0), True
        elif rule.fill != "skip":
            stopped = True


APPLICANTS: dict[str, str] = {}


def useful(filed: list[Filed], lots: list[str], rule: Rule) -> dict[str, Fraction | str | None]:
    """By dossier: what it gets, None if nothing, ``"?"`` where a tie decides. ``lots``: in their order, or ``["*"]``."""
    APPLICANTS.clear()
    APPLICANTS.update({each.code: each.applicant for each in filed})
    parts = [filed if lot == "*" else [each for each in filed if each.lot == lot] for lot in lots]
    found: dict[str, set[Fraction | None]] = {each.code: set() for each in filed}
    for orders in product(*(list(strict_orders(part)) for part in parts)):
        got: Verdicts = {}
        for lot, order in zip(lots, orders, strict=True):
            greedy(list(order), rule, rule.there[lot], got)
        for code, part in got.items():
            found[code].add(part)
    return {code: next(iter(each)) if len(each) == 1 else "?" for code, each in found.items()}
