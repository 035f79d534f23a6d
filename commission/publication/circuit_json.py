"""``circuit --format json``: where every sheet stands, for another program; codes as in the circuit's file."""

from __future__ import annotations

from typing import Any

from commission.publication.plain import plain
from commission.result.circuit import Figure, Overview, Room, Standing
from commission.rules.number import exact_text
from commission.session.circuit_state import Case
from commission.session.definition import Definition


def circuit_value(found: Overview, definition: Definition) -> dict[str, Any]:
    """The whole circuit at one moment."""
    value = {
        "format": 1,
        "session": definition.session_print,
        "grid": definition.grid_print,
        "circuit": definition.call.code,
        "waiting": {"order": found.waiting_rule, "published": False},
        "places": [_room(each) for each in found.rooms],
        "indicators": [_figure(each) for each in found.figures],
        "fiches": [_standing(each) for each in found.standings],
    }
    return {key: plain(each) for key, each in value.items()}


def _room(room: Room) -> dict[str, Any]:
    return {
        "territory": room.territory.code,
        "places": room.territory.places,
        "taken": len(room.present),
        "free": room.free,
        "present": room.present,
        "waiting": room.waiting,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    value = None if figure.value is None else exact_text(figure.value)
    return {"code": figure.indicator.code, "kind": figure.indicator.kind, "value": value, "persons": figure.n}


def _standing(found: Standing) -> dict[str, Any]:
    case = found.case
    return {
        "fiche": case.code,
        "territory": case.territory,
        "home": case.home,
        "service": case.service,
        "stage": found.stage,
        "lacks": [
            {"kind": each.kind, "code": each.code, "title": each.title, "who": each.who, "stops": each.stops}
            for each in found.lacks
        ],
        "place": found.placed,
        "position": found.position or None,
        "priority": case.rank or None,
        **_known(case),
    }


def _known(case: Case) -> dict[str, Any]:
    admitted, left = case.admitted, case.left
    return {
        "conditions": {
            code: {"value": each.value, "start": each.start or None, "until": each.until or None}
            for code, each in case.conditions.items()
        },
        "agreements": case.agreements,
        "delegations": case.delegations,
        "opinions": {
            code: {"favourable": each.favourable, "reason": each.reason} for code, each in case.opinions.items()
        },
        "visa": case.visa or None,
        "received": case.received,
        "fields": case.fields,
        "waiting_since": case.since or None,
        "out_of_zone": case.out_of_zone or None,
        "over_capacity": case.over_capacity or None,
        "admitted": {"date": admitted.date, "age": admitted.age, "reason": admitted.reason} if admitted else None,
        "left": {"date": left.date, "age": left.age, "ending": left.ending, "reason": left.reason} if left else None,
        "dropped": case.dropped or None,
    }
