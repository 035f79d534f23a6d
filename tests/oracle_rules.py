"""Totals under any stated rules, worked out a second time from the sentences of ``docs/regles.md``. Slow and plain.

A grid here is ``{criterion: (combine, cap, weight, {line: Line})}``, marks are ``{member: {line: Fraction}}`` for one
dossier. It shares no code with ``commission``.
"""

from __future__ import annotations

import statistics
from fractions import Fraction
from typing import NamedTuple

Marks = dict[str, dict[str, Fraction]]


class Line(NamedTuple):
    """One line: its bounds, its weight, and how it enters."""

    low: Fraction
    high: Fraction
    weight: Fraction = Fraction(1)
    lower: bool = False
    bonus: bool = False
    counts: bool = True


class Part(NamedTuple):
    """One criterion."""

    combine: str
    cap: Fraction | None
    weight: Fraction
    lines: dict[str, Line]


class Grid(NamedTuple):
    """A whole grid."""

    combine: str
    cap: Fraction | None
    bonus_cap: Fraction | None
    parts: dict[str, Part]


class Way(NamedTuple):
    """How members are brought together: the aggregation, where, what is left out, what is rounded to how many places."""

    how: str
    across: str
    trim: Fraction = Fraction(0)
    best: int = 0
    worst: int = 0
    rounds: tuple[tuple[str, int], ...] = ()


def half_up(value: Fraction, places: int) -> Fraction:
    """To so many decimals, the half away from zero."""
    whole, rest = divmod(abs(value) * 10**places, 1)
    units = whole + (1 if rest >= Fraction(1, 2) else 0)
    return Fraction(units, 10**places) * (1 if value >= 0 else -1)


def at(way: Way, stage: str, value: Fraction) -> Fraction:
    return half_up(value, dict(way.rounds)[stage]) if stage in dict(way.rounds) else value


def joined(how: str, cap: Fraction | None, values: list[Fraction]) -> Fraction:
    if how == "sum":
        return sum(values, Fraction(0))
    if how == "mean":
        return sum(values, Fraction(0)) / Fraction(len(values))
    if how == "best":
        return sorted(values)[-1]
    assert cap is not None
    return min(cap, sum(values, Fraction(0)))


def members_joined(way: Way, values: list[Fraction], lower: bool = False) -> Fraction:
    cut = int(way.trim) if way.trim >= 1 else (way.trim * len(values)).__floor__()
    best_first = sorted(values, reverse=not lower)
    kept = best_first[cut + way.best : len(best_first) - cut - way.worst]
    if way.how == "sum":
        return sum(kept, Fraction(0))
    if way.how == "median":
        return statistics.median(kept)
    return sum(kept, Fraction(0)) / Fraction(len(kept))


def entered(line: Line, mark: Fraction) -> Fraction:
    return (line.low + line.high - mark if line.lower else mark) * line.weight


def criterion(part: Part, marks: dict[str, Fraction]) -> Fraction | None:
    values = [entered(line, marks[code]) for code, line in part.lines.items() if line.counts and not line.bonus]
    return joined(part.combine, part.cap, values) if values else None


def bonus(grid: Grid, marks: dict[str, Fraction]) -> Fraction:
    lines = {code: line for part in grid.parts.values() for code, line in part.lines.items()}
    whole = sum((entered(line, marks[code]) for code, line in lines.items() if line.bonus), Fraction(0))
    return whole if grid.bonus_cap is None else min(grid.bonus_cap, whole)


def whole(grid: Grid, figures: dict[str, Fraction], extra: Fraction) -> Fraction:
    values = [figures[code] * part.weight for code, part in grid.parts.items() if code in figures]
    return joined(grid.combine, grid.cap, values) + extra


def total(grid: Grid, way: Way, marks: Marks) -> Fraction:
    """The total of one dossier that every member has scored whole."""
    lines = {code: line for part in grid.parts.values() for code, line in part.lines.items()}
    if way.across == "sub":
        joint = {
            code: at(way, "sub", members_joined(way, [own[code] for own in marks.values()], line.lower))
            for code, line in lines.items()
            if line.counts
        }
        figures = {code: found for code, part in grid.parts.items() if (found := criterion(part, joint)) is not None}
        figures = {code: at(way, "criterion", value) for code, value in figures.items()}
        return at(way, "total", whole(grid, figures, bonus(grid, joint)))
    if way.across == "criterion":
        figures = {}
        for code, part in grid.parts.items():
            own = [criterion(part, each) for each in marks.values()]
            if kept := [at(way, "member", each) for each in own if each is not None]:
                figures[code] = at(way, "criterion", members_joined(way, kept))
        extra = members_joined(way, [bonus(grid, each) for each in marks.values()])
        return at(way, "total", whole(grid, figures, extra))
    totals = []
    for each in marks.values():
        own_figures = {code: found for code, part in grid.parts.items() if (found := criterion(part, each)) is not None}
        totals.append(at(way, "member", whole(grid, own_figures, bonus(grid, each))))
    return at(way, "total", members_joined(way, totals))


def agreed_total(grid: Grid, rounds: tuple[tuple[str, int], ...], marks: dict[str, Fraction]) -> Fraction:
    """The total of one dossier from the one mark that the commission agreed on for each line."""
    rounding = dict(rounds)

    def kept(stage: str, value: Fraction) -> Fraction:
        return half_up(value, rounding[stage]) if stage in rounding else value

    lines = {code: line for part in grid.parts.values() for code, line in part.lines.items() if line.counts}
    given = {code: kept("sub", marks[code]) for code in lines}
    figures = {}
    for code, part in grid.parts.items():
        if (found := criterion(part, given)) is not None:
            figures[code] = kept("criterion", found)
    return kept("total", whole(grid, figures, bonus(grid, given)))
