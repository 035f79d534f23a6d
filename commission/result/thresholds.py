"""Bars: which dossiers a stated threshold keeps out of the ranking, and by how much."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from commission.result.dossier_tally import DossierTally
from commission.rules.fault import Fault, fault
from commission.rules.grid import Call, Criterion, combined, most, oriented
from commission.rules.ranking_rules import Rules, Threshold


class Measured(NamedTuple):
    """A figure and the most it can be; ``maximum`` None where nothing bounds it."""

    value: Fraction
    maximum: Fraction | None


def below(call: Call, rules: Rules, figures: DossierTally) -> tuple[Fault, ...]:
    """Every threshold that a dossier with figures does not reach: it is listed with them, and has no place.

    A line or a criterion that left the dossier (« sans objet ») is not measured.
    """
    found = []
    for each in rules.thresholds:
        measured = _measured(call, each, figures)
        if measured is None:
            continue
        bound = each.bound if not each.share else each.bound * (measured.maximum or Fraction(0))
        if measured.value < bound or (measured.value == bound and not each.inclusive):
            code = "below-threshold" if each.inclusive else "not-above-threshold"
            found.append(fault(code, dossier=figures.dossier.code, on=each.on, points=measured.value, bound=bound))
    return tuple(found)


def _measured(call: Call, bar: Threshold, figures: DossierTally) -> Measured | None:
    if bar.on == "total":
        return None if figures.total is None else Measured(figures.total, figures.maximum)
    criterion = next((each for each in call.criteria if each.code == bar.on), None)
    if criterion is not None:
        return _criterion(criterion, figures, weighted=bar.weighted)
    sub = next(each for each in call.lines if each.code == bar.on)
    if sub.code not in figures.subs:
        return None
    weight = sub.weight if bar.weighted else Fraction(1)
    return Measured(oriented(sub, figures.subs[sub.code]) * weight, None if sub.max is None else sub.max * weight)


def _criterion(criterion: Criterion, figures: DossierTally, *, weighted: bool) -> Measured | None:
    """A criterion's figure after the weights of its lines and its own, or as its lines were marked."""
    if criterion.code not in figures.criteria:
        return None
    left = [sub for sub in criterion.in_total if sub.code in figures.subs]
    plain = all(sub.weight == 1 for sub in left)
    if weighted or plain:
        weight = criterion.weight if weighted else Fraction(1)
        points = most(left, criterion.combine, criterion.cap)
        return Measured(figures.criteria[criterion.code] * weight, None if points is None else points * weight)
    parts = [oriented(sub, figures.subs[sub.code]) for sub in left]
    maxima = [sub.max for sub in left if sub.max is not None]
    whole = combined(criterion.combine, maxima, criterion.cap) if len(maxima) == len(left) else None
    return Measured(combined(criterion.combine, parts, criterion.cap), whole)
