"""Several members' figures brought together into one, by the rule the commission works under. Exact, order-free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from commission.rules.ranking_rules import Rules

Values = Sequence[Fraction]


def left_out(count: int, rules: Rules) -> tuple[int, int]:
    """How many of ``count`` figures are left out at the lower end and at the upper end.

    A trimmed mean leaves out ``trim`` at each end, or that part of them (rounded down) where it is below 1.
    """
    trimmed = int(rules.trim * count) if rules.trim < 1 else int(rules.trim)
    return trimmed + rules.drop_worst, trimmed + rules.drop_best


def enough(count: int, rules: Rules) -> bool:
    """Whether any figure remains of ``count`` once those at the ends are left out."""
    return count > sum(left_out(count, rules))


def together(values: Values, rules: Rules, *, lower: bool = False) -> Fraction:
    """One figure from those of the members: mean, median, trimmed mean or sum, as the rules say.

    ``lower``: the lowest figure is the best one, so that ``drop_best`` takes it. ``values`` are enough (``enough``).
    """
    worst, best = left_out(len(values), rules)
    low, high = (best, worst) if lower else (worst, best)
    kept = sorted(values)[low : len(values) - high]
    whole = sum(kept, Fraction(0))
    if rules.aggregation == "sum":
        return whole
    if rules.aggregation == "median":
        middle = len(kept) // 2
        return kept[middle] if len(kept) % 2 else (kept[middle - 1] + kept[middle]) * Fraction(1, 2)
    return whole * Fraction(1, len(kept))


def majority(values: Values, yes: Fraction) -> Fraction | None:
    """``yes`` if more members say yes than no, 0 if more say no; None where they are as many: nobody decided."""
    for_it = sum(each == yes for each in values)
    against = len(values) - for_it
    return None if for_it == against else yes if for_it > against else Fraction(0)


def mean_ranks(totals: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The rank that one member's totals give each dossier; equal totals share the mean of the places they take."""
    found = {}
    for code, total in totals.items():
        better = sum(other > total for other in totals.values())
        equal = sum(other == total for other in totals.values())
        found[code] = Fraction(2 * better + equal + 1, 2)
    return found
