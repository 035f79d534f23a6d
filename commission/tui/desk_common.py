"""The common ranking of all lots as rows below a lot's own, and what each row says in full. Pure."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from msgspec.structs import replace

from commission.result.common import Common, why_common
from commission.result.places import Ranked
from commission.rules.fault import Fault
from commission.tui import safe
from commission.tui.safe import Span, line
from commission.tui.widgets.menu import Item
from commission.words import Words

PLACE, CODE, LOT, TOTAL, USEFUL = 10, 10, 10, 9, 8
"""Cells of the columns; the applicant's name gets what they leave."""


def common_items(found: Common, points: Callable[[Fraction | None], str], width: int, w: Words) -> list[Item]:
    """A heading, a row for each dossier (``common:`` and its code as id), then what applied, or why there is none yet.

    ``points`` shows a total.
    """
    title = w.say("Common ranking of all lots")
    rows = [Item("", line(Span(safe.fit(f" {title}", width), "group-title"), fill="group"))]
    rows += [_row(each, points(each.total), width, w) for each in found.ranking]
    facts = [*found.faults, *found.notes]
    rows += [Item(f"common-note:{n}", line(safe.clip(f"  {w.step(each)}", width - 3))) for n, each in enumerate(facts)]
    return rows


def common_texts(found: Common, row: str, w: Words) -> list[str]:
    """What the row of this id says in full, sentence by sentence."""
    kind, _, name = row.partition(":")
    steps: list[Fault] = [*found.faults, *found.notes]
    said = why_common(replace(found, notes=()), name) if kind == "common" else [steps[int(name)]]
    return [w.step(each) for each in said]


def _row(each: Ranked, total: str, width: int, w: Words) -> Item:
    place = w.say("{rank} ex æquo", rank=each.place) if each.tied else str(each.place)
    name = max(4, width - PLACE - CODE - LOT - TOTAL - USEFUL - 4)
    useful = {True: w.say("✓ yes"), False: w.say("✗ no"), None: w.say("? tie") if each.distance is not None else ""}
    role = {True: "good", False: "muted", None: "warn"}[each.useful]
    spans = [
        Span(safe.fit(place, PLACE), "strong"),
        Span(safe.fit(safe.clip(each.dossier.code, CODE - 1), CODE), "code"),
        Span(safe.fit(safe.clip(each.dossier.lot, LOT - 1), LOT)),
        Span(safe.fit(each.dossier.applicant, name)),
        Span(safe.fit(total, TOTAL, right=True), "strong"),
        Span(f"  {safe.fit(useful[each.useful], USEFUL)}", role),
    ]
    return Item(f"common:{each.dossier.code}", line(*spans), each.dossier.applicant)
