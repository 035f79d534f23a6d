"""Rules of selection over several lots that contradict each other or the call, each named at its key."""

from __future__ import annotations

from collections.abc import Iterable

from commission.rules.fault import Fault, fault
from commission.rules.grid import WHOLE_CALL, Call
from commission.rules.ranking_rules import Rules


def lot_contradictions(rules: Rules, call: Call) -> Iterable[Fault]:
    """The faults of ``lots``, ``best_of_each``, ``most_per_lot``, ``transfer``, ``per_applicant``, ``applicant_field``."""
    yield from _together(rules, call)
    yield from _transfers(rules, call)
    yield from _applicants(rules, call)


def _together(rules: Rules, call: Call) -> Iterable[Fault]:
    if rules.lots == "apart":
        yield from (fault("lots-apart", key) for key in ("best_of_each", "most_per_lot") if key in rules.stated)
        return
    if len(call.lots) < 2:
        yield fault("lots-one", "lots")
    if rules.aggregation == "ranks":
        yield fault("lots-ranks", "lots")
    if rules.selection == "capacity":
        yield fault("lots-capacity", "selection")
    if rules.selection == "envelope" and call.envelope is None:
        yield fault("selection-envelope", "selection")
    if rules.selection == "envelope" and (held := [each.code for each in call.lots if each.ceiling is not None]):
        yield fault("lots-ceilings", "lots", lots=held)
    for key in ("best_of_each", "most_per_lot"):
        if key in rules.stated and rules.selection == "none":
            yield fault("selection-idle", key, selection=rules.selection)
    if "most_per_lot" in rules.stated and rules.most_per_lot < 1:
        yield fault("limit-below-one", "most_per_lot", found=rules.most_per_lot)


def _transfers(rules: Rules, call: Call) -> Iterable[Fault]:
    """Whether money moves between lots of the call that have an envelope each, and never comes back."""
    if not rules.transfers:
        return
    if rules.lots == "together" or rules.selection != "envelope":
        yield fault("transfer-idle", "transfer", 0)
        return
    order = [each.code for each in call.lots]
    ceilings = {each.code: each.ceiling for each in call.lots}
    reached: dict[str, set[str]] = {}
    for index, (source, target) in enumerate(rules.transfers):
        here = ("transfer", index)
        unknown = [(key, lot) for key, lot in (("from", source), ("to", target)) if lot not in ceilings]
        without = [(key, lot) for key, lot in (("from", source), ("to", target)) if ceilings.get(lot, 1) is None]
        yield from (fault("unknown-lot", *here, key, found=lot, known=order) for key, lot in unknown)
        yield from (fault("transfer-no-envelope", *here, key, lot=lot) for key, lot in without)
        if (source, target) in rules.transfers[:index]:
            yield fault("transfer-twice", *here, source=source, target=target)
        elif source == target or source in reached.get(target, ()):
            yield fault("transfer-circle", *here, source=source, target=target)
        elif not unknown and rules.per_applicant and order.index(source) > order.index(target):
            yield fault("transfer-backwards", *here, source=source, target=target)
        beyond = {target} | reached.get(target, set())
        for lot in [source, *(each for each, onward in reached.items() if source in onward)]:
            reached[lot] = reached.get(lot, set()) | beyond


def _applicants(rules: Rules, call: Call) -> Iterable[Fault]:
    if "per_applicant" in rules.stated and rules.per_applicant < 1:
        yield fault("limit-below-one", "per_applicant", found=rules.per_applicant)
    elif rules.per_applicant and rules.selection == "none":
        yield fault("selection-idle", "per_applicant", selection=rules.selection)
    if "applicant_field" in rules.stated and not rules.per_applicant:
        yield fault("applicant-field-idle", "applicant_field")
    elif "applicant_field" in rules.stated and call.asked.field(rules.applicant_field) is None:
        known = [each.code for each in call.asked.fields]
        yield fault("unknown-asked-field", "applicant_field", found=rules.applicant_field, known=known)


def scored_apart(rules: Rules, unscored: Iterable[str]) -> Iterable[Fault]:
    """The fault of one ranking over lots of which some are not scored on the grid (``unscored``, by code)."""
    lots = [each for each in unscored if each != WHOLE_CALL]
    if rules.lots == "together" and lots:
        yield fault("lots-unscored", "lots", lots=lots)
