"""Totals counted a second time, straight from the marks, by the shortest way; ``verify`` compares them with the ranking.

Slow and plain on purpose: it shares nothing with ``result`` but the question.
"""

from __future__ import annotations

from fractions import Fraction

from commission.result.ranking import rank
from commission.rules.fault import Fault, fault
from commission.rules.grid import DECLINED, NOT_SCORED
from commission.session.state import State, is_number


def differences(state: State, lot: str) -> list[Fault]:
    """A fault for each dossier of a lot whose total in the ranking is not what its marks add up to."""
    found = []
    for each in rank(state, lot).ranking:
        counted = total(state, lot, each.dossier.code)
        if counted != each.total:
            found.append(fault("recount-differs", dossier=each.dossier.code, ranked=each.total, counted=counted))
    return found


def total(state: State, lot: str, dossier: str) -> Fraction:
    """The sum over the grid's lines of the mean over the seats that count there; a line without points adds nothing."""
    dossiers = [each.code for each in state.in_play(lot)]
    members = [each.code for each in state.scorers(lot) if each.votes]
    seats = [each for each in members if any(state.sheet(each, code).handed_in for code in dossiers)]
    sum_of_means = Fraction(0)
    for sub in state.definition.call.subs:
        points = []
        for seat in seats:
            everywhere = {_value(state, seat, each, sub.code) for each in dossiers}
            gone = DECLINED in everywhere or (lot in state.closed and NOT_SCORED in everywhere)
            value = _value(state, seat, dossier, sub.code)
            if not gone and is_number(value):
                points.append(Fraction(value))
        if points:
            sum_of_means += sum(points) / Fraction(len(points))
    return sum_of_means


def _value(state: State, member: str, dossier: str, code: str) -> str:
    sheet = state.sheet(member, dossier)
    return sheet.cell(code).value if sheet.handed_in else NOT_SCORED
