"""``grid show --format json``: the grid for another program. Keys never move; numbers are exact text."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import msgspec

from commission.publication.plain import exact_or_none, plain
from commission.rules.asked import Requirement, ground_standing
from commission.rules.grid import Call, Stage, SubCriterion
from commission.rules.number import exact_text
from commission.rules.ranking_shape import RulesShape


def grid_value(call: Call, grid_print: str) -> dict[str, Any]:
    """All that the grid file says, and the file's SHA-256. What it does not say is empty or null."""
    return {
        "format": 1,
        "grid": grid_print,
        **_said(call, "code", "title", "kind", "regime", "source"),
        "authorities": [_said(each, "code", "title") for each in call.authorities],
        **_said(call, "published_opening", "closes_published", "closes_on", "closes_source"),
        "closes": call.closes.isoformat() if call.closes else None,
        "bound": "exclusive" if call.exclusive else "inclusive",
        **_said(call, "zone", "lot_label"),
        "lots": [
            {
                **_said(lot, "code", "title", "capacity", "unit", "capacity_figure", "source", "ceiling"),
                "forms": [_said(form, "code", "title") for form in lot.forms],
                "areas": [_said(area, "title", "capacity") for area in lot.areas],
            }
            for lot in call.lots
        ],
        "criteria": [
            {
                **_said(criterion, "code", "title", "points", "weight", "combine", "cap"),
                **({"stage": criterion.stage} if call.stages else {}),
                "subs": [_line(sub) for sub in criterion.subs],
            }
            for criterion in call.criteria
        ],
        "total": exact_or_none(call.total) if call.criteria else None,
        "scoring": "published" if call.scored else "unpublished",
        **_said(call, "combine", "cap", "bonus_cap"),
        "rules": _rules(call.rules),
        **({"stages": [_stage(each) for each in call.stages]} if call.stages else {}),
        **({} if call.variants else {"variants": "refused"}),
        **_said(call, "envelope", "envelope_source", "volume_unit"),
        "request": _said(call.request, "declared", "unit_cost", "number", "added", "source"),
        "milestones": [_said(each, "title", "published", "source") for each in call.milestones],
        "figures": [_said(each, "code", "title", "unit", "source", "note") for each in call.figures],
        "fields": [_said(x, "code", "title", "kind", "values", "source", "note") for x in call.asked.fields],
        "pieces": [_said(each, "code", "title", "part", "mandatory", "source") for each in call.asked.pieces],
        "headings": [_said(each, "code", "title", "source") for each in call.asked.headings],
        "requirements": [requirement_value(each, call) for each in call.asked.requirements],
        "notes": plain(call.notes),
        "unpublished": [{"subject": subject, "text": plain(text)} for subject, text in call.unpublished],
    }


LINE = ("code", "title", "max", "guidance", "guidance_source", "note")
SCORED = ("notation", "min", "step", "weight", "lower", "bonus", "counts")
FORMULA = ("formula", "figure", "low", "high", "absent", "zero")


def _line(sub: SubCriterion) -> dict[str, Any]:
    """A line and how it is scored; ``levels`` are the words of one scored in words, ``computed`` its formula."""
    computed = sub.computed
    return {
        **_said(sub, *LINE, *SCORED),
        "levels": [_said(each, "word", "value", "reason") for each in sub.levels],
        "computed": computed
        and {
            **_said(computed, *FORMULA),
            "ranges": [{"start": exact_text(start), "points": exact_text(points)} for start, points in computed.ranges],
        },
    }


def _stage(stage: Stage) -> dict[str, Any]:
    """A stage; with the rules published for it alone where there are some."""
    return {**_said(stage, "code", "title", "counts"), **({"rules": _rules(stage.rules)} if stage.rules else {})}


def _rules(shape: RulesShape | None) -> Any:
    """The rules that the document publishes, under the names of the file, as written; empty where it publishes none."""
    stated = {} if shape is None else {name: getattr(shape, name) for name in shape.__struct_fields__}
    return {name: plain(msgspec.to_builtins(value, str_keys=True)) for name, value in stated.items() if value}


def requirement_value(each: Requirement, call: Call) -> dict[str, Any]:
    """A requirement under the keys of the file, and where its ground comes from: ``law``, ``call`` or ``setting``."""
    value = _said(each, "code", "title", "kind", "failing", "ground")
    standing = ground_standing(each.ground, call.regime, call.asked.requirements) if each.ground else ""
    said = _said(each, "automatic", "figure", "bound", "piece", "part", "field", "values", "days", "source", "note")
    days = {"from": each.first, "to": each.last}
    dates = {name: day.isoformat() if day else None for name, day in days.items()}
    bound = said.pop("bound") if each.figure else None
    lots = {"lots": plain(each.lots)} if each.lots else {}
    return {**value, "ground_standing": standing, **lots, **said, "bound": bound, **dates}


def _said(part: object, *names: str) -> dict[str, Any]:
    values = {name: getattr(part, name) for name in names}
    return {name: exact_text(value) if isinstance(value, Fraction) else plain(value) for name, value in values.items()}
