"""Two stages counted a second time in plain fractions, from the marks alone; nothing of the program's result is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple


class Filed(NamedTuple):
    """A dossier, its lot, and of which other it is a variant (empty: of none)."""

    code: str
    lot: str
    base: str


class Stage(NamedTuple):
    """What is published for a stage: how members come together, how many are kept (a lot may have its ``own``), a bar."""

    how: str
    number: int | None
    bar: Fraction | None
    own: dict[str, int]
    together: bool
    stated: bool


def totals(told: Mapping[str, Any], how: str, lines: Sequence[str]) -> dict[str, Fraction]:
    """Each dossier's total over these lines."""
    members = sorted({member for member, _, _ in told["marks"]})
    return {
        each.code: sum(
            (_figure([told["marks"][member, each.code, line] for member in members], how) for line in lines),
            Fraction(0),
        )
        for each in told["dossiers"]
    }


def _figure(given: list[Fraction], how: str) -> Fraction:
    if how == "median":
        ordered, half = sorted(given), len(given) // 2
        return ordered[half] if len(given) % 2 else (ordered[half - 1] + ordered[half]) / 2
    return sum(given, Fraction(0)) / (1 if how == "sum" else len(given))


def gone_on(total: Mapping[str, Fraction], dossiers: Sequence[Filed], stage: Stage) -> set[str] | None:
    """Who goes on, variants beside their bases; None where equal totals stand across a last place."""
    passed = [each for each in dossiers if stage.bar is None or total[each.code] >= stage.bar]
    bases = [each for each in passed if not each.base]
    on: set[str] = set()
    for pool in {"*"} if stage.together else {each.lot for each in bases}:
        here = sorted((x for x in bases if pool in ("*", x.lot)), key=lambda each: -total[each.code])
        number = stage.own.get(pool, stage.number)
        if number is not None and number < len(here) and total[here[number - 1].code] == total[here[number].code]:
            return None
        on |= {each.code for each in here[:number]}
    return on | {each.code for each in passed if each.base in on}


def ranked(
    total: Mapping[str, Fraction], here: Sequence[Filed], stage: Stage
) -> dict[str, tuple[int, Fraction, bool | None]]:
    """Of one lot: place, total, and whether it is in useful rank (None: nothing says it, or a tie across the last place)."""
    bases = [each.code for each in here if not each.base and (stage.bar is None or total[each.code] >= stage.bar)]
    found: dict[str, tuple[int, Fraction, bool | None]] = {}
    for code in bases:
        above = sum(total[x] > total[code] for x in bases)
        level = sum(total[x] >= total[code] for x in bases)
        useful: bool | None = None
        if stage.number is not None and (level <= stage.number or above >= stage.number):
            useful = level <= stage.number
        found[code] = (above + 1, total[code], useful)
    return found
