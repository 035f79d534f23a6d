"""The rules of notation and ranking: published by the call, or adopted by the commission before the first mark."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import msgspec

from commission.rules.build_lines import number
from commission.rules.fault import Fault, fault
from commission.rules.ranking_shape import RulesShape

MOST_PLACES = 6
"""Decimals that a result may be shown or rounded with."""


class Rounding(msgspec.Struct, frozen=True):
    """A stage at which figures are rounded half up to ``places``: ``member``, ``sub``, ``criterion`` or ``total``."""

    stage: str
    places: int


class Threshold(msgspec.Struct, frozen=True):
    """A bar on a line, a criterion or ``total``. ``bound`` in points or, with ``percent``, as a share of the maximum."""

    on: str
    bound: Fraction
    inclusive: bool
    percent: bool = False
    weighted: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """A word for totals from ``start`` (None: no lower end) up to, not including, ``below`` (None: no upper end)."""

    word: str
    start: Fraction | None
    below: Fraction | None


class TieStep(msgspec.Struct, frozen=True):
    """One step of the chain that settles equal totals. ``better`` is ``higher``, ``lower``, ``earlier`` or ``later``."""

    by: str
    code: str = ""
    better: str = "higher"
    seed: str = ""


class Rules(msgspec.Struct, frozen=True):
    """How marks become a ranking.

    ``step`` in points (None: any decimal). ``aggregation`` brings the members together at the level of ``across``:
    ``mean`` over ``sub`` is the sum over sub-criteria of the mean over the counting seats. ``trim`` is how many marks a
    trimmed mean leaves out at each end (a part of them where below 1). ``rounding`` lists the stages; none: only at
    display, to ``display_places``, half up. ``missing = block``: a dossier with a mark missing is not ranked until
    scoring of its lot is closed. ``ties = shared``: 1, 2, 2, 4. ``selection = capacity``: in rank order while the lot's
    capacity holds, stopping at the first that does not fit. ``published`` names the keys that the call itself publishes,
    ``stated`` those that either file states.
    """

    step: Fraction | None
    aggregation: str = "mean"
    across: str = "sub"
    trim: Fraction = Fraction(0)
    drop_best: int = 0
    drop_worst: int = 0
    rounding: tuple[Rounding, ...] = ()
    missing: str = "block"
    better: str = "higher"
    thresholds: tuple[Threshold, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    ties: str = "shared"
    tie_break: tuple[TieStep, ...] = ()
    selection: str = "none"
    display_places: int = 2
    published: frozenset[str] = frozenset()
    stated: frozenset[str] = frozenset()


def build_rules(shape: RulesShape, published: RulesShape | None = None) -> tuple[Rules, list[Fault]]:
    """The rules that a table states beside those the call publishes, with the faults of ``shape`` (key paths inside it).

    A key that the call publishes cannot be stated otherwise: fault ``rule-published``.
    """
    said = {} if published is None else _stated(published)
    faults = [
        fault("rule-published", key, key=key)
        for key, value in _stated(shape).items()
        if key in said and said[key] != value
    ]
    whole = RulesShape(**{**_stated(shape), **said})
    rules, wrong = _rules(whole)
    faults += [each for each in wrong if each.where[0] not in said]
    return msgspec.structs.replace(rules, published=frozenset(said), stated=frozenset(_stated(whole))), faults


def _stated(shape: RulesShape) -> dict[str, Any]:
    return {name: value for name in shape.__struct_fields__ if (value := getattr(shape, name)) not in (None, [])}


def _rules(shape: RulesShape) -> tuple[Rules, list[Fault]]:
    faults: list[Fault] = []
    step = None if shape.step is None else number(shape.step, faults, "step")
    if step == 0 and not faults:
        faults.append(fault("zero-step", "step"))
    places = 2 if shape.display_places is None else shape.display_places
    if not 0 <= places <= MOST_PLACES:
        faults.append(fault("display-places", "display_places", found=places))
    faults += [
        fault("display-places", "round", index, "places", found=each.places)
        for index, each in enumerate(shape.round)
        if not 0 <= each.places <= MOST_PLACES
    ]
    rules = Rules(
        step or None,
        aggregation=shape.aggregation or "mean",
        across=shape.across or ("total" if shape.aggregation == "ranks" else "sub"),
        trim=number(shape.trim, faults, "trim"),
        drop_best=shape.drop_best or 0,
        drop_worst=shape.drop_worst or 0,
        rounding=tuple(Rounding(each.stage, each.places) for each in shape.round),
        missing=shape.missing or "block",
        better=shape.better or "higher",
        ties=shape.ties or "shared",
        selection=shape.selection or "none",
        display_places=places,
    )
    return rules, faults
