"""What the seats gave on the lines that enter no total: how many said each word, the mean of the points for information.

An opinion decides nothing by itself, but the commission that reads the ranking must find it beside it. Words that are
worth points are counted too: « bon, bon, insuffisant » says more than its mean.
"""

from __future__ import annotations

from fractions import Fraction

import msgspec

from commission.rules.grid import SubCriterion
from commission.session.state import State


class Given(msgspec.Struct, frozen=True):
    """One line of a dossier. ``words`` counts each word of the line in its order, those that nobody gave left out;
    ``mean`` is that of the points, None where nobody gave any.
    """

    sub: SubCriterion
    words: dict[str, int]
    mean: Fraction | None


def given(state: State, lot: str) -> dict[str, list[Given]]:
    """For each dossier in play of a lot, the lines scored in words and those for information that any voting seat that
    handed in its sheet has answered; those that the commission agreed on, where it does. Whoever shows it asks
    ``session.access`` first.
    """
    lines = [sub for sub in state.definition.call.subs if sub.told_apart]
    together = state.definition.rules.aggregation == "consensus"
    found: dict[str, list[Given]] = {}
    for dossier in state.in_play(lot) if lines else []:
        sheets = [state.sheet(each.code, dossier.code) for each in state.scorers(lot) if each.votes]
        handed_in = [each for each in sheets if each.handed_in]
        about = [
            _line(
                sub, _agreed(state, dossier.code, sub.code) if together else [x.cell(sub.code).value for x in handed_in]
            )
            for sub in lines
        ]
        if kept := [each for each in about if each.words or each.mean is not None]:
            found[dossier.code] = kept
    return found


def _agreed(state: State, dossier: str, code: str) -> list[str]:
    """The one value that the commission agreed on, where it did."""
    entry = state.agreed.get((dossier, code))
    contradicted = f"agree {dossier}/{code}" in state.contradictions
    return [entry.value] if entry and not contradicted else []


def _line(sub: SubCriterion, values: list[str]) -> Given:
    words = {level.word: values.count(level.word) for level in sub.levels if level.word in values}
    points = [each for each in map(sub.points, values) if each is not None]
    whole: Fraction = sum(points, Fraction(0))
    return Given(sub, words, whole / len(points) if points else None)
