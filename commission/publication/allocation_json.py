"""``allocate --format json``: the parts for another program, exact, with all it takes to compute them again."""

from __future__ import annotations

from typing import Any

from commission.publication.plain import said
from commission.result.allocation import Allocation, Part, applied
from commission.rules.number import exact_text
from commission.rules.sharing import Key
from commission.rules.text import one_line
from commission.words import Words


def allocation_value(found: Allocation, sha256: str, words: Words) -> dict[str, Any]:
    """The value of a whole sharing; every sum is in euros."""
    sharing = found.sharing
    return {
        "format": 1,
        "file": sha256,
        "code": sharing.code,
        "title": one_line(sharing.title),
        "invented": sharing.invented,
        "envelope": exact_text(sharing.envelope),
        "unit": sharing.coin,
        "rounding": sharing.rounding,
        "keys": [_key(each) for each in sharing.keys],
        "parts": [_part(each) for each in found.parts],
        "groups": {one_line(name): exact_text(amount) for name, amount in found.groups.items()},
        "total": exact_text(found.total),
        "missed": exact_text(found.missed),
        "tied": list(found.tied),
        "applied": [said(each, words) for each in applied(found)],
    }


def _key(key: Key) -> dict[str, str]:
    return {
        "code": key.code,
        "title": one_line(key.title),
        "weight": exact_text(key.weight),
        "total": exact_text(key.total),
    }


def _part(part: Part) -> dict[str, Any]:
    who = part.beneficiary
    return {
        "code": who.code,
        "title": one_line(who.title),
        "group": one_line(who.group),
        "keys": {code: exact_text(value) for code, value in who.values.items()},
        "floor": exact_text(who.floor),
        "ceiling": None if who.ceiling is None else exact_text(who.ceiling),
        "by_keys": exact_text(part.by_keys),
        "exact": exact_text(part.exact),
        "amount": exact_text(part.amount),
        "held": part.held,
        "raised": part.raised,
    }
