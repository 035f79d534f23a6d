"""The common ranking of all lots as rows below a lot's own, and what each row says in full. Pure."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from msgspec.structs import replace

from commission.result.common import Common, why_common
from commission.result.places import Ranked
from commission.rules.fault import Fault
from commission.session.definition import Definition
from commission.tui import safe
from commission.tui.desk_deliberation import deliberation_items
from commission.tui.safe import Span, line
from commission.tui.widgets.menu import Item
from commission.words import Words

PLACE, CODE, LOT, CARRIED, TOTAL, USEFUL = 10, 10, 10, 9, 9, 8
"""Cells of the columns; the applicant's name gets what they leave."""


def common_items(
    definition: Definition, found: Common, points: Callable[[Fraction | None], str], width: int, w: Words
) -> list[Item]:
    """A heading, a row for each dossier (``common:`` and its code as id), what the commission adopted of it, then what
    applied, or why there is none yet.

    ``points`` shows a total.
    """
    title = w.say("Common ranking of all lots")
    rows = [Item("", line(Span(safe.fit(f" {title}", width), "group-title"), fill="group"))]
    before = definition.call.at.before if definition.call.at else None
    if before and found.ranking:
        head = safe.fit(safe.clip(before.code, CARRIED), CARRIED, right=True)
        edge = width - TOTAL - USEFUL - CARRIED - 4
        rows.append(Item("", line(Span(" " * max(0, edge) + head, "muted"))))
    for each in found.ranking:
        rows.append(_row(each, points(each.total), points(each.dossier.carried) if before else None, width, w))
    if found.deliberated.said_anything:
        rows += deliberation_items(definition, found.deliberated, width, w, "common-said")
    facts = [*found.faults, *found.notes]
    rows += [Item(f"common-note:{n}", line(safe.clip(f"  {w.step(each)}", width - 3))) for n, each in enumerate(facts)]
    return rows


def common_texts(found: Common, row: str, w: Words) -> list[str]:
    """What the row of this id says in full, sentence by sentence."""
    kind, _, name = row.partition(":")
    steps: list[Fault] = [*found.faults, *found.notes]
    said = why_common(replace(found, notes=()), name) if kind == "common" else [steps[int(name)]]
    return [w.step(each) for each in said]


def _row(each: Ranked, total: str, carried: str | None, width: int, w: Words) -> Item:
    place = w.say("{rank} ex æquo", rank=each.place) if each.tied else str(each.place)
    name = max(4, width - PLACE - CODE - LOT - TOTAL - USEFUL - 4 - (0 if carried is None else CARRIED))
    useful = {True: w.say("✓ yes"), False: w.say("✗ no"), None: w.say("? tie") if each.distance is not None else ""}
    role = {True: "good", False: "muted", None: "warn"}[each.useful]
    spans = [
        Span(safe.fit(place, PLACE), "strong"),
        Span(safe.fit(safe.clip(each.dossier.code, CODE - 1), CODE), "code"),
        Span(safe.fit(safe.clip(each.dossier.lot, LOT - 1), LOT)),
        Span(safe.fit(each.dossier.applicant, name)),
        *([] if carried is None else [Span(safe.fit(carried, CARRIED, right=True), "muted")]),
        Span(safe.fit(total, TOTAL, right=True), "strong"),
        Span(f"  {safe.fit(useful[each.useful], USEFUL)}", role),
    ]
    return Item(f"common:{each.dossier.code}", line(*spans), each.dossier.applicant)
