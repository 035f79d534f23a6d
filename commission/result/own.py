"""One member's own figures on a dossier, as far as it is scored: weights, bonus and combinations applied as in the total.

What a member reads on the sheet while scoring. Lines without points so far (not answered, no opinion, not applicable)
add nothing, and the mean of a criterion is that of the lines that have points.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from commission.rules.grid import Call, Criterion, combined, counted, most

Points = Mapping[str, Fraction]
"""What each line is worth so far, as given: before weights, and before the lower mark counts as the better one."""


class Own(NamedTuple):
    """A figure and the most it can be; None where the grid compares criteria in their order, or has no maximum.

    ``bonus`` stands beside them: it is in neither.
    """

    points: Fraction | None
    maximum: Fraction | None
    bonus: Fraction = Fraction(0)


def own_criterion(criterion: Criterion, points: Points, gone: Collection[str] = ()) -> Own:
    """A criterion from its lines, before its own weight; lines in ``gone`` have left the dossier with their maxima."""
    if not criterion.in_total:
        return Own(None, None, _bonus(criterion, points))
    parts = [counted(sub, points[sub.code]) for sub in criterion.in_total if sub.code in points]
    subs = [sub for sub in criterion.subs if sub.code not in gone]
    maximum = most(subs, criterion.combine, criterion.cap) if gone else criterion.points
    return Own(combined(criterion.combine, parts, criterion.cap), maximum, _bonus(criterion, points))


def own_total(call: Call, points: Points, gone: Collection[str] = ()) -> Own:
    """The whole grid; the bonus lines together, up to their cap."""
    found = [(criterion, own_criterion(criterion, points, gone)) for criterion in call.criteria]
    bonus = sum((each.bonus for _, each in found), Fraction(0))
    if call.bonus_cap is not None:
        bonus = min(bonus, call.bonus_cap)
    if call.combine == "lexicographic":
        return Own(None, None, bonus)
    begun = [(each, own) for each, own in found if any(sub.code in points for sub in each.in_total)]
    parts = [own.points * each.weight for each, own in begun if own.points is not None]
    return Own(combined(call.combine, parts, call.cap), _maximum(call, found, gone), bonus)


def _maximum(call: Call, found: Sequence[tuple[Criterion, Own]], gone: Collection[str]) -> Fraction | None:
    """The most that the criteria make together, those that have left the dossier left out."""
    here = [(each, own) for each, own in found if any(sub.code not in gone for sub in each.in_total)]
    maxima = [own.maximum * each.weight for each, own in here if own.maximum is not None]
    return combined(call.combine, maxima, call.cap) if len(maxima) == len(here) else None


def _bonus(criterion: Criterion, points: Points) -> Fraction:
    """The bonus of a criterion's lines; the weight of the criterion does not touch it."""
    lines = (sub for sub in criterion.subs if sub.bonus and sub.counts and sub.code in points)
    return sum((counted(sub, points[sub.code]) for sub in lines), Fraction(0))
