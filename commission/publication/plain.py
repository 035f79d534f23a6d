"""Exact values as text that any program reads back: a finite decimal where there is one, else a fraction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from commission.rules.fault import Fault
from commission.rules.grid import Lot
from commission.rules.number import exact_text, fixed_text
from commission.rules.ranking_rules import Rules
from commission.rules.text import clip, one_line
from commission.session.definition import WHOLE_CALL, Definition
from commission.words import Words

if TYPE_CHECKING:
    from commission.result.given import Given
    from commission.result.places import Ranked
    from commission.result.selection import Selection
    from commission.rules.ranking_rules import Rules


def amount_or_none(value: Fraction | None, places: int) -> dict[str, str] | None:
    """As ``amount``; None where criteria are compared in their order and there is no total."""
    return None if value is None else amount(value, places)


def amount(value: Fraction, places: int) -> dict[str, str]:
    """A value, exact and rounded half up for display; a point in both, whatever the language."""
    return {"exact": exact_text(value), "display": fixed_text(value, places)}


def exact_or_none(value: Fraction | None) -> str | None:
    """A maximum, exact; None where the grid has none."""
    return None if value is None else exact_text(value)


def said(fault: Fault, words: Words) -> dict[str, Any]:
    """One reason or effect: its code and fields for a program, its sentence for a person."""
    return {"code": fault.code, "fields": plain(fault.fields), "text": words.step(fault)}


def plain(value: object) -> Any:
    """Fields without fractions, dates, tuples or foreign control characters."""
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, Mapping):
        return {one_line(str(key)): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, str):
        return one_line(value)
    return value.isoformat() if isinstance(value, date) else value


def rules_value(definition: Definition) -> dict[str, Any]:
    """The rules a result stands on, whoever stated them."""
    rules = definition.rules
    return {
        "step": exact_text(rules.step) if rules.step else "",
        "aggregation": rules.aggregation,
        "across": rules.across,
        "trim": exact_text(rules.trim),
        "drop_best": rules.drop_best,
        "drop_worst": rules.drop_worst,
        "better": rules.better,
        "rounding": [{"stage": each.stage, "places": each.places} for each in rules.rounding] or "none",
        "missing": rules.missing,
        "ties": rules.ties,
        **_who_is_kept(rules),
        "display_places": rules.display_places,
        **(_beyond_lots(rules) if rules.binds_lots else {}),
        **({"by_lot": {lot: _lot_rules(own) for lot, own in rules.by_lot}} if rules.by_lot else {}),
    }


def _beyond_lots(rules: Rules) -> dict[str, Any]:
    """What is stated of more than one lot, by the keys of the files."""
    return {
        "lots": rules.lots,
        "best_of_each": rules.best_of_each,
        "most_per_lot": rules.most_per_lot,
        "transfer": [{"from": source, "to": target} for source, target in rules.transfers],
        "per_applicant": rules.per_applicant,
        "applicant_field": one_line(rules.applicant_field),
    }


def _lot_rules(rules: Rules) -> dict[str, Any]:
    """The rules that a lot has of its own, whole."""
    return {**_who_is_kept(rules), "published": sorted(rules.published)}


def _who_is_kept(rules: Rules) -> dict[str, Any]:
    """Thresholds, ties and useful rank; a bound in percent is a part of the maximum."""
    return {
        "selection": rules.selection,
        "number": rules.number,
        "fill": rules.fill,
        "asked": one_line(rules.asked),
        **({} if rules.waiting is None else {"waiting": rules.waiting}),
        "threshold": [
            {"on": each.on, "bound": exact_text(each.bound), "inclusive": each.inclusive, "share": each.share}
            for each in rules.thresholds
        ],
        "tie_break": [
            {"by": each.by, "code": each.code, "better": each.better, "seed": one_line(each.seed)}
            for each in rules.tie_break
        ],
    }


def lot_heading(definition: Definition, lot: Lot, words: Words) -> str:
    """« Service nord : Nord du Département »; the title alone for a call without lots."""
    if lot.code == WHOLE_CALL:
        return clip(lot.title)
    label = clip(definition.call.lot_label, 40).capitalize()
    return words.say("{label} {lot}: {title}", label=label, lot=lot.code, title=clip(lot.title))


def given_text(each: Given, words: Words) -> str:
    """« favorable 2, défavorable 1 » ; a mean for a line in points."""
    if each.words:
        return ", ".join(f"{words.value(word)} {count}" for word, count in each.words.items())
    return words.number(each.mean)


def given_value(each: Given) -> dict[str, Any]:
    """The same for another program."""
    return {"words": plain(each.words), "mean": exact_or_none(each.mean)}


def criteria_text(each: Ranked, words: Words) -> str:
    """« A 12,5 ; B 7 », each criterion exact."""
    parts = [words.say("{sub}: {given}", sub=code, given=words.exact(points)) for code, points in each.criteria.items()]
    return " ; ".join(parts)


def capacity_text(selection: Selection, words: Words) -> str:
    """How much of what there is the dossiers in useful rank take, in its unit; dossiers have none."""
    taken = {"used": selection.used, "capacity": selection.capacity}
    if not selection.unit:
        return words.say("Capacity: {used} of {capacity} in useful rank", **taken)
    return words.say("Capacity: {used} of {capacity} {unit} in useful rank", **taken, unit=selection.unit)


def useful_text(each: Ranked, words: Words) -> str:
    """« oui », « non », « à départager » where a tie stands across the last useful rank; empty where no rule says it."""
    if each.useful is None:
        return words.say("tie to break") if each.distance is not None else ""
    return words.say("yes") if each.useful else words.say("no")
