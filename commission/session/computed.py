"""What can be computed of a requirement from what a dossier declares and handed in: met, not met, or not to be told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

import msgspec

from commission.rules.asked import Requirement
from commission.rules.fault import Fault, fault
from commission.session.definition import Definition, Dossier


class Computed(msgspec.Struct, frozen=True):
    """``met`` is None where it cannot be told; ``why`` says it with the figures, for ``words.steps``."""

    met: bool | None
    why: Fault


def computed(definition: Definition, dossier: Dossier, handed: Collection[str], each: Requirement) -> Computed:
    """Whether this dossier, which handed in these pieces, meets a requirement. Reads nothing else."""
    match each.kind:
        case "received-before-closing":
            return _received(definition, dossier)
        case "figure-at-most" | "figure-at-least":
            return _figure(definition, dossier, each)
        case "piece" | "pieces":
            return _pieces(definition, handed, each)
        case "date-in-range" | "one-of":
            return _declared(definition, dossier, each)
    return _statement(definition, dossier, each)


def _received(definition: Definition, dossier: Dossier) -> Computed:
    """In time or late. The bound is compared to the instant, and a dossier dated only to the minute is not refused for it."""
    call, received = definition.call, dossier.deposited_at
    if call.closes is None or received is None:
        return Computed(None, fault("fit-no-receipt"))
    fields = {"received": received, "closes": call.closes, "zone": call.zone}
    moment = _in_zone(received, definition.zone, call.zone)
    if moment == call.closes:
        if call.exclusive:
            return Computed(False, fault("fit-at-closing-late", **fields))
        return Computed(True, fault("fit-at-closing", **fields))
    if moment < call.closes:
        return Computed(True, fault("fit-in-time", **fields))
    if not call.exclusive and moment < call.closes.replace(second=0) + timedelta(minutes=1):
        return Computed(None, fault("fit-same-minute", **fields))
    return Computed(False, fault("fit-late", **fields))


def _in_zone(moment: datetime, zone: str, wanted: str) -> datetime:
    """A local time of ``zone`` as the clocks of ``wanted`` show it."""
    if zone == wanted:
        return moment
    from zoneinfo import ZoneInfo  # only where a session is held elsewhere than its call

    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo(wanted)).replace(tzinfo=None)


def _figure(definition: Definition, dossier: Dossier, each: Requirement) -> Computed:
    figure = next((x for x in definition.call.figures if x.code == each.figure), None)
    name, unit = (figure.title, figure.unit) if figure else (each.figure, "")
    value = dossier.figures.get(each.figure)
    if value is None:
        return Computed(None, fault("fit-no-figure", name=name))
    fields = {"name": name, "value": value, "bound": each.bound, "unit": unit}
    if each.kind == "figure-at-most":
        return Computed(value <= each.bound, fault("fit-at-most" if value <= each.bound else "fit-above", **fields))
    return Computed(value >= each.bound, fault("fit-at-least" if value >= each.bound else "fit-below", **fields))


def missing_pieces(definition: Definition, handed: Collection[str], each: Requirement) -> tuple[str, ...]:
    """The codes of the pieces that a requirement looks for and that were not handed in."""
    return tuple(piece.code for piece in definition.call.asked.pieces_of(each) if piece.code not in handed)


def _pieces(definition: Definition, handed: Collection[str], each: Requirement) -> Computed:
    asked = definition.call.asked
    wanted, missing = asked.pieces_of(each), missing_pieces(definition, handed, each)
    if missing:
        titles = [piece.title for piece in wanted if piece.code in missing]
        counts = {"missing_count": len(missing), "count": len(wanted)}
        return Computed(False, fault("fit-pieces-missing", pieces=titles, **counts))
    return Computed(True, fault("fit-pieces", count=len(wanted)))


def _declared(definition: Definition, dossier: Dossier, each: Requirement) -> Computed:
    """A day within its range, both ends included; a value among those admitted."""
    field = definition.call.asked.field(each.field)
    name = field.title if field else each.field
    value = dossier.fields.get(each.field)
    if value is None:
        return Computed(None, fault("fit-no-field", name=name))
    if each.kind == "one-of":
        met = value in each.values
        return Computed(met, fault("fit-one-of" if met else "fit-none-of", name=name, declared=str(value)))
    met = isinstance(value, date) and (each.first or value) <= value <= (each.last or value)
    return Computed(met, fault("fit-date" if met else "fit-date-out", name=name, declared=value))


def _statement(definition: Definition, dossier: Dossier, each: Requirement) -> Computed:
    """What a dossier says of itself. Nobody has checked it: only an automatic requirement takes its word."""
    field = definition.call.asked.field(each.field)
    value = dossier.fields.get(each.field)
    if field is None:
        return Computed(None, fault("fit-statement"))
    if not isinstance(value, bool):
        return Computed(None, fault("fit-no-field", name=field.title))
    return Computed(value, fault("fit-declared" if value else "fit-declared-not", name=field.title))
