"""Who stands in useful rank (en rang utile): in rank order while the capacity of the lot holds. A proposal only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby

import msgspec

from commission.rules.fault import Fault, fault
from commission.rules.grid import Lot
from commission.session.definition import Definition, Dossier

NEAR_SHARE = Fraction(1, 100)
"""The part of the grid's points within which a dossier is called near the last useful rank: one point out of 100."""

Totals = Sequence[tuple[Dossier, tuple[Fraction, ...]]]
"""The ranked dossiers and what they are compared by, best first: a total, or several figures in their order."""


class Selection(msgspec.Struct, frozen=True):
    """How far the capacity of a lot reaches down the ranking.

    ``useful`` by dossier code: True, False, or None for dossiers tied across the last useful rank; empty where no rule
    of selection is adopted or a figure is lacking, which ``notes`` then says. ``distance`` in points to the other side
    of the last useful rank. ``used`` is the capacity that the useful dossiers take together.
    """

    capacity: Fraction | None = None
    used: Fraction = Fraction(0)
    useful: dict[str, bool | None] = msgspec.field(default_factory=dict)
    distance: dict[str, Fraction] = msgspec.field(default_factory=dict)
    near_within: Fraction = Fraction(0)
    notes: tuple[Fault, ...] = ()


def select(definition: Definition, lot: Lot, totals: Totals) -> Selection:
    """Who fits, when ``selection = "capacity"`` is adopted: cumulated in rank order, stopping at the first that does not."""
    if definition.rules.selection != "capacity":
        return Selection()
    if lot.capacity is None or not lot.capacity_figure:
        return Selection(notes=(fault("no-capacity", lot=lot.code),))
    figure = lot.capacity_figure
    if lacking := [dossier.code for dossier, _ in totals if figure not in dossier.figures]:
        return Selection(capacity=lot.capacity, notes=(fault("figure-lacking", figure=figure, dossiers=lacking),))
    groups = [[dossier for dossier, _ in group] for _, group in groupby(totals, key=lambda pair: pair[1])]
    useful, used = _fill(lot.capacity, figure, groups)
    torn = [code for code, verdict in useful.items() if verdict is None]
    notes = (fault("tie-across-last-useful-rank", lot=lot.code, dossiers=torn),) if torn else ()
    near = (definition.call.total or Fraction(0)) * NEAR_SHARE
    return Selection(lot.capacity, used, useful, _distances(totals, useful), near, notes)


def _fill(capacity: Fraction, figure: str, groups: Iterable[list[Dossier]]) -> tuple[dict[str, bool | None], Fraction]:
    useful: dict[str, bool | None] = {}
    used = Fraction(0)
    stopped = False
    for group in groups:
        wanted = [each.figures[figure] for each in group]
        if not stopped and used + sum(wanted) <= capacity:
            verdict: bool | None = True
            used += sum(wanted)
        else:
            one_fits = not stopped and used + min(wanted) <= capacity
            verdict = None if one_fits and len(group) > 1 else False
            stopped = True
        useful.update((each.code, verdict) for each in group)
    return useful, used


def _distances(totals: Totals, useful: dict[str, bool | None]) -> dict[str, Fraction]:
    """Points to the first dossier on the other side; nothing for anybody where one side is empty, or without totals."""
    inside = [order[0] for dossier, order in totals if useful[dossier.code]]
    outside = [order[0] for dossier, order in totals if useful[dossier.code] is False]
    torn = [order[0] for dossier, order in totals if useful[dossier.code] is None]
    last_in = torn or inside[-1:]
    first_out = torn or outside[:1]
    found: dict[str, Fraction] = {}
    for dossier, order in totals:
        if len(order) > 1:
            return {}
        total, verdict = order[0], useful[dossier.code]
        if verdict is None:
            found[dossier.code] = Fraction(0)
        elif verdict and first_out:
            found[dossier.code] = total - first_out[0]
        elif not verdict and last_in:
            found[dossier.code] = last_in[0] - total
    return found
