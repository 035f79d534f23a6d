"""One lot under its own rules, worked out a second time from the sentences of ``docs/regles.md``: nothing but fractions.

Rules are the plain table of a file. It shares no code with ``commission``.
"""

from __future__ import annotations

import hashlib
import statistics
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

GRID = {"A": {"A1": 4, "A2": 2}, "B": {"B1": 4}}
LINES = {code: most for lines in GRID.values() for code, most in lines.items()}
SERVES = {"number": {"number"}, "asked": {"capacity", "envelope"}, "fill": {"capacity", "envelope"}}
SERVES["waiting"] = {"number", "capacity", "envelope"}


@dataclass
class Filed:
    """A dossier: what every member gave on every line, and the figures that it declares."""

    code: str
    marks: dict[str, dict[str, int]]
    figures: dict[str, int]


@dataclass
class Outcome:
    """What comes of a lot; ``useful`` None: a tie decides."""

    out: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, tuple[int, bool]] = field(default_factory=dict)
    useful: dict[str, bool | None] = field(default_factory=dict)
    granted: dict[str, Fraction] = field(default_factory=dict)
    waiting: dict[str, int] = field(default_factory=dict)


def followed(whole: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """What a lot says, an empty list too, then what the whole call says where the lot says nothing and it still serves."""
    kept = {key: value for key, value in whole.items() if key != "lot"}
    if "selection" in own:
        kept = {key: value for key, value in kept.items() if own["selection"] in SERVES.get(key, {own["selection"]})}
    return kept | own


def figures(dossier: Filed, rules: dict[str, Any]) -> dict[str, Fraction]:
    """Every line, every criterion and the total."""
    found = {}
    for line in LINES:
        given = sorted(Fraction(each[line]) for each in dossier.marks.values())
        if rules.get("aggregation") == "median":
            found[line] = statistics.median(given)
        else:
            kept = given[1:-1] if rules.get("aggregation") == "trimmed-mean" else given
            found[line] = sum(kept, Fraction(0)) / Fraction(len(kept))
    for criterion, lines in GRID.items():
        found[criterion] = sum((found[line] for line in lines), Fraction(0))
    return found | {"total": sum((found[criterion] for criterion in GRID), Fraction(0))}


def most(on: str) -> int:
    return LINES[on] if on in LINES else sum(GRID[on].values()) if on in GRID else sum(LINES.values())


def below(found: dict[str, Fraction], rules: dict[str, Any]) -> list[str]:
    """What the bars that a dossier does not reach are on."""
    lacking = []
    for bar in rules.get("threshold", []):
        written = bar.get("at_least", bar.get("more_than"))
        share = isinstance(written, str)
        bound = Fraction(written.rstrip(" %")) / Fraction(100) * most(bar["on"]) if share else Fraction(written)
        if found[bar["on"]] < bound or ("more_than" in bar and found[bar["on"]] == bound):
            lacking.append(bar["on"])
    return lacking


def apart(equals: list[Filed], known: dict[str, dict[str, Fraction]], chain: list[dict[str, str]]) -> list[list[Filed]]:
    """Equal dossiers, told apart by the first step that says anything of all of them, then again among those left equal."""
    for step in chain:
        if step["by"] == "draw":
            text = {each.code: hashlib.sha256(f"{step['seed']}\n{each.code}".encode()).hexdigest() for each in equals}
            ordered = sorted(equals, key=lambda each: text[each.code])
            return [[each] for each in ordered]
        there = {
            each.code: each.figures.get(step["code"]) if step["by"] == "figure" else known[each.code][step["code"]]
            for each in equals
        }
        if None in there.values() or len(set(there.values())) == 1:
            continue
        sign = -1 if step.get("better") == "lower" else 1
        values = sorted({sign * value for value in there.values() if value is not None}, reverse=True)
        groups = [[each for each in equals if sign * (there[each.code] or 0) == value] for value in values]
        return [part for group in groups for part in apart(group, known, chain)]
    return [equals]


def outcome(filed: list[Filed], rules: dict[str, Any], there: Fraction | None) -> Outcome:
    """The lot from its dossiers' marks; ``there``: what the selection has to give."""
    found = Outcome()
    known = {each.code: figures(each, rules) for each in filed}
    found.out = {each.code: lacking for each in filed if (lacking := below(known[each.code], rules))}
    kept = [each for each in filed if each.code not in found.out]
    sign = -1 if rules.get("better") == "lower" else 1
    groups: list[list[Filed]] = []
    for total in sorted({sign * known[each.code]["total"] for each in kept}, reverse=True):
        equals = [each for each in kept if sign * known[each.code]["total"] == total]
        groups += apart(equals, known, rules.get("tie_break", [])) if len(equals) > 1 else [equals]
    ahead = 0
    for group in groups:
        found.places |= {each.code: (ahead + 1, len(group) > 1) for each in group}
        ahead += len(group)
    if there is not None:
        _serve(groups, rules, there, found)
    return found


def _serve(groups: list[list[Filed]], rules: dict[str, Any], there: Fraction, found: Outcome) -> None:
    """In the order of ranks. A tie that only a part of would fit is left open, and under ``skip`` what follows it too."""
    fill, left, state = rules.get("fill", "stop"), there, "going"
    for group in groups:
        asked = [Fraction(each.figures["cost"] if rules["selection"] != "number" else 1) for each in group]
        verdict: bool | None = False
        if state == "open":
            verdict = None
        elif state == "going":
            if sum(asked) <= left:
                verdict, left = True, left - sum(asked)
            elif len(group) > 1 and (any(each <= left for each in asked) or (fill == "partial" and left > 0)):
                verdict, state = None, "open" if fill == "skip" else "over"
            elif fill == "partial" and len(group) == 1 and left > 0:
                verdict, state = True, "over"
                found.granted[group[0].code], left = left, Fraction(0)
            elif fill != "skip":
                state = "over"
        found.useful |= {each.code: verdict for each in group}
    if "waiting" in rules and None not in found.useful.values():
        outside = [code for code, verdict in found.useful.items() if not verdict]
        for code in outside:
            before = sum(found.places[other][0] < found.places[code][0] for other in outside)
            if before < rules["waiting"]:
                found.waiting[code] = before + 1
