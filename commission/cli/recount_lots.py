"""Useful rank over several lots counted a second time, from the ranks alone: every strict order that ties allow is tried.

Slow and plain on purpose: it shares nothing with ``result`` but the question, and says so where ties leave too many orders.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, permutations, product
from math import factorial, prod
from typing import NamedTuple

from commission.result.common import common
from commission.result.places import Ranked
from commission.result.ranking import rank
from commission.rules.fault import Fault, fault
from commission.rules.ranking_rules import Rules
from commission.session.state import State

MOST_ORDERS = 5000
"""How many strict orders are tried at most."""
OPEN_ENDED = {
    *("incomplete", "agreed-lacking", "not-applicable-disputed", "contradicting-acts", "to-be-refused"),
    *("majority-undecided", "formula-figure-absent", "no-member-counts", "too-few-marks", "no-order"),
}

Parts = dict[str, Fraction]
"""What each dossier in useful rank gets; the others are not there."""


class Row(NamedTuple):
    """A ranked dossier, with what the selection goes by."""

    code: str
    lot: str
    place: int
    applicant: str
    wanted: Fraction | None


class TooMany(Exception):
    """Ties leave more orders than are tried."""


def useful_differences(state: State) -> tuple[list[Fault], bool]:
    """A fault for each dossier whose useful rank is not what counting it again gives; whether it was counted at all.

    Call it at the desk, which may read every opened lot.
    """
    rules = state.definition.rules
    if not rules.binds_lots or rules.selection == "none":
        return [], False
    try:
        return _differences(state, rules)
    except TooMany:
        return [], False


def _differences(state: State, rules: Rules) -> tuple[list[Fault], bool]:
    if rules.lots == "together":
        found = common(state)
        if found is None or not found.selection.useful:
            return [], False
        there = Fraction(rules.number) if rules.selection == "number" else state.definition.call.envelope
        ends = _ends([_rows(state, found.ranking)], [there or Fraction(0)], rules)
        return _compared(found.ranking, ends), True
    faults: list[Fault] = []
    counted = [x.code for x in state.definition.lots if state.definition.has_sheets(x.code)]
    lots = [each for each in counted if state.is_open(each) or not state.in_play(each)]
    ranked = {lot: rank(state, lot) for lot in lots}
    served = {lot: rows for lot in lots if (rows := _rows(state, ranked[lot].ranking)) or not ranked[lot].ranking}
    served = {lot: rows for lot, rows in served.items() if all(x.wanted is not None and x.applicant for x in rows)}
    whole = _whole(state)
    given = _given(state, rules, served, whole)
    for lot in served:
        if ranked[lot].selection.useful:
            until = list(served)[: list(served).index(lot) + 1] if rules.per_applicant else [lot]
            ends = _ends([served[each] for each in until], [given[each] for each in until], rules)
            faults += _compared(ranked[lot].ranking, ends)
    return faults, bool(served)


def _rows(state: State, ranking: Sequence[Ranked]) -> list[Row]:
    rules = state.definition.rules
    rows = []
    for each in ranking:
        name = each.dossier.applicant
        if rules.applicant_field:
            name = "".join(str(each.dossier.fields.get(rules.applicant_field, "")).split())
        figure = rules.asked or state.definition.lot(each.dossier.lot).capacity_figure
        wanted = Fraction(1) if rules.selection == "number" else each.dossier.figures.get(figure)
        spaced = "".join(" " if char.isspace() else char for char in name)
        shown = "".join(char for char in spaced if unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
        who = unicodedata.normalize("NFC", " ".join(unicodedata.normalize("NFC", shown).casefold().split()))
        rows.append(Row(each.dossier.code, each.dossier.lot, each.place, who if rules.per_applicant else "–", wanted))
    return rows


def _whole(state: State) -> set[str]:
    """The lots that are opened, and where no dossier waits for a rank; those where none is left to be ranked."""
    found = set()
    for lot in state.definition.lots:
        if not state.in_play(lot.code):
            found.add(lot.code)
        elif state.is_open(lot.code) and state.definition.has_sheets(lot.code):
            reasons = {x.code for each in rank(state, lot.code).unranked for x in each.reasons}
            found |= {lot.code} if not reasons & OPEN_ENDED and not rank(state, lot.code).faults else set()
    return found


def _given(state: State, rules: Rules, served: Mapping[str, list[Row]], whole: set[str]) -> dict[str, Fraction]:
    """What there is in each lot, once what others leave has come."""
    there = {}
    for lot in state.definition.lots:
        of_lot = lot.capacity if rules.selection == "capacity" else lot.ceiling
        if rules.selection == "envelope" and len(state.definition.lots) == 1 and of_lot is None:
            of_lot = state.definition.call.envelope
        there[lot.code] = Fraction(rules.number) if rules.selection == "number" else of_lot or Fraction(0)
    codes = list(there)
    waits: set[str] = set()
    for source, target in rules.transfers:
        before = [*codes[: codes.index(source)]] if rules.per_applicant else []
        if source in waits or source not in served or not whole >= {source, target, *before}:
            waits.add(target)
            continue
        lots = [each for each in [*before, source] if each in served]
        ends = _ends([served[each] for each in lots], [there[each] for each in lots], rules)
        mine = {each.code for each in served[source]}
        taken = {sum((part for code, part in end.items() if code in mine), Fraction(0)) for end in ends}
        if len(taken) > 1:
            waits.add(target)
            continue
        left = there[source] - next(iter(taken))
        there[source] -= left
        there[target] += left
    return there


def every_end(rows: Sequence[Row], there: Fraction, rules: Rules) -> list[Parts]:
    """What comes of every strict order of one lot. Raises TooMany."""
    return _ends([rows], [there], rules)


def _ends(lots: Sequence[Sequence[Row]], there: Sequence[Fraction], rules: Rules) -> list[Parts]:
    """What comes of every strict order of these rankings, served one after the other."""
    groups = [[list(group) for _, group in groupby(rows, key=lambda each: each.place)] for rows in lots]
    if prod(factorial(len(group)) for lot in groups for group in lot) > MOST_ORDERS:
        raise TooMany
    applicants = {each.code: each.applicant for rows in lots for each in rows}
    ends = []
    for orders in product(*(list(_strict(lot)) for lot in groups)):
        parts: Parts = {}
        for order, whole in zip(orders, there, strict=True):
            _down(order, whole, rules, applicants, parts)
        ends.append(parts)
    return ends


def _strict(groups: Sequence[Sequence[Row]]) -> Iterator[list[Row]]:
    for choice in product(*(list(permutations(group)) for group in groups)):
        yield [each for group in choice for each in group]


def _down(order: list[Row], whole: Fraction, rules: Rules, applicants: Mapping[str, str], parts: Parts) -> None:
    """Down one strict order, the best of each lot first where the rules say so; ``parts`` is added to."""
    lots = {each.code: each.lot for each in order}
    firsts = {each.lot: each for each in reversed(order)} if rules.best_of_each else {}
    left, on = whole, True
    for each in sorted(order, key=lambda row: row not in firsts.values()):
        wanted = each.wanted or Fraction(0)
        same = sum(applicants[code] == each.applicant for code in parts)
        beside = sum(lots.get(code) == each.lot for code in parts)
        if (rules.per_applicant and same >= rules.per_applicant) or 0 < rules.most_per_lot <= beside:
            continue
        if on and (wanted <= left or (left and rules.fill == "partial")):
            parts[each.code] = min(wanted, left)
            on = wanted <= left
            left -= parts[each.code]
        else:
            on = on and rules.fill == "skip"


def _compared(ranking: Sequence[Ranked], ends: Sequence[Parts]) -> list[Fault]:
    found = []
    for each in ranking:
        code = each.dossier.code
        counted = {end.get(code) for end in ends}
        verdict = None if len(counted) > 1 else next(iter(counted)) is not None
        granted = next(iter(counted)) if verdict and each.granted is not None else each.granted
        if (verdict, granted) != (each.useful, each.granted):
            found.append(fault("useful-differs", dossier=code))
    return found
