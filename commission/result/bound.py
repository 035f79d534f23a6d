"""Useful rank in a lot that the others bear on: what their envelopes leave it, and applicants who already stand there.

Only lots that whoever asks may see are spoken of; as long as one is not, what depends on it is called provisional.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from commission.result.selection import Selection, Standing, given
from commission.result.serving import START, Limits, Served, World, Worlds, serve
from commission.result.told import as_selection, candidates, lacking
from commission.rules.fault import Fault, fault
from commission.rules.grid import Lot
from commission.session.definition import Definition


class InLot(NamedTuple):
    """The ranking of a lot that may be spoken of; ``whole`` when no dossier may still come into it."""

    ranked: tuple[Standing, ...]
    whole: bool


class Moved(NamedTuple):
    """What went from one lot's envelope to another's; None while it waits for one of the two."""

    source: str
    target: str
    amount: Fraction | None


def select_bound(definition: Definition, lot: Lot, lots: Mapping[str, InLot]) -> Selection:
    """Who is in useful rank in ``lot``, one of ``lots``: of those that bear on it, the ones that may be spoken of."""
    rules = definition.rules
    there, figure, note = given(definition, lot)
    if there is None:
        return Selection(notes=(note,) if note else ())
    if without := lacking(rules, figure, lots[lot.code].ranked):
        return Selection(capacity=there, notes=tuple(without))
    budgets, moved = _moved(definition, lots)
    there = budgets.get(lot.code, there)
    served = _served_in_order(definition, lots, budgets)[lot.code]
    unit = {"number": None, "envelope": "€"}.get(rules.selection, lot.unit)
    notes = [*_moves(moved, lot.code), *_provisional(definition, lot.code, lots, moved)]
    limits = Limits(there, rules.fill, 0, rules.per_applicant)
    return as_selection(definition, figure, lots[lot.code].ranked, served, limits, unit, notes)


def bearing_on(definition: Definition, lot: Lot) -> list[Lot]:
    """The other lots that who is in useful rank in ``lot`` may depend on, in the order of the document."""
    rules = definition.rules
    moving = {code for pair in rules.transfers for code in pair}
    codes = [each.code for each in definition.lots]
    last = max(codes.index(code) for code in {lot.code, *moving}) if rules.per_applicant else 0
    found = [each for each in definition.lots if each.code in moving or each.code in codes[:last]]
    return [each for each in found if each.code != lot.code]


def _served_in_order(
    definition: Definition, lots: Mapping[str, InLot], budgets: Mapping[str, Fraction]
) -> dict[str, Served]:
    """Every lot that can be served, in the order of the document: applicants stand where they stood first."""
    rules = definition.rules
    found: dict[str, Served] = {}
    standing: Worlds = START
    for lot in definition.lots:
        there, figure, _ = given(definition, lot)
        if lot.code not in lots or there is None or lacking(rules, figure, lots[lot.code].ranked):
            continue
        groups = candidates(rules, figure, lots[lot.code].ranked)
        limits = Limits(budgets.get(lot.code, there), rules.fill, 0, rules.per_applicant)
        if not standing:  # too many orders of the ties above to follow: nothing is said here either
            found[lot.code] = Served({each.code: set() for group in groups for each in group}, [], ())
            continue
        found[lot.code] = serve(groups, limits, worlds=standing)
        if rules.per_applicant:
            standing = tuple(dict.fromkeys(World(standing=each.standing) for each in found[lot.code].worlds))
    return found


def _moved(definition: Definition, lots: Mapping[str, InLot]) -> tuple[dict[str, Fraction], list[Moved]]:
    """The envelopes once what is left has gone where the rules say, in their order; and what went.

    Where the selection goes by something else than money, a ceiling in euros limits nothing. An envelope that gives, and
    gets nothing afterwards, is said whole: what it keeps is what is taken from it, and nothing else would fit.
    """
    if definition.rules.selection != "envelope":
        return {}, []
    budgets = {each.code: each.ceiling for each in definition.lots if each.ceiling is not None}
    given_away: dict[str, Fraction] = {}
    moved: list[Moved] = []
    for source, target in definition.rules.transfers:
        settled = all(each in lots and lots[each].whole for each in (source, target))
        settled = settled and not _unsettled_before(definition, source, lots, moved)
        settled = settled and not any(each.target == source and each.amount is None for each in moved)
        served = _served_in_order(definition, lots, budgets).get(source) if settled else None
        amount = None if served is None or served.used is None else budgets[source] - served.used
        if amount is not None:
            budgets[source] -= amount
            budgets[target] += amount
            given_away[source] = given_away.get(source, Fraction(0)) + amount
            given_away[target] = Fraction(0)
        moved.append(Moved(source, target, amount))
    return {lot: there + given_away.get(lot, 0) for lot, there in budgets.items()}, moved


def _unsettled_before(definition: Definition, lot: str, lots: Mapping[str, InLot], moved: Iterable[Moved]) -> list[str]:
    """The lots served before this one of which applicants may still come to stand, or leave: money may come there too."""
    if not definition.rules.per_applicant:
        return []
    codes = [each.code for each in definition.lots]
    waiting = {each.target for each in moved if each.amount is None}
    return [each for each in codes[: codes.index(lot)] if each in waiting or _may_change(definition, each, lots)]


def _may_change(definition: Definition, lot: str, lots: Mapping[str, InLot]) -> bool:
    """Whether who stands in a lot is not known, or not for good."""
    _, figure, _ = given(definition, definition.lot(lot))
    known = lots.get(lot)
    return known is None or not known.whole or bool(lacking(definition.rules, figure, known.ranked))


def _moves(moved: list[Moved], lot: str) -> list[Fault]:
    """What was moved from this lot or to it, in the order in which it was."""
    found = []
    for source, target, amount in moved:
        if lot in {source, target} and amount is None:
            found.append(fault("transfer-waits", source=source, target=target))
        elif lot in {source, target}:
            found.append(fault("transferred", source=source, target=target, amount_euros=amount))
    return found


def _provisional(definition: Definition, lot: str, lots: Mapping[str, InLot], moved: Iterable[Moved]) -> list[Fault]:
    shut = _unsettled_before(definition, lot, lots, moved)
    return [fault("useful-provisional", lots=shut)] if shut else []
