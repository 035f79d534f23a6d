"""The ranking as TOML: fingerprints, rules, exact totals and means, lot by lot; the same values come back on reading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import tomli_w

from commission.publication.deliberation_value import deliberation_value, entered_ranks
from commission.publication.plain import amount, given_text, rules_value
from commission.result.explain import waiting
from commission.result.given import given
from commission.result.places import Ranked, Unranked
from commission.result.ranking import LotRanking
from commission.rules.number import exact_text
from commission.rules.text import one_line
from commission.session.state import State
from commission.words import Words

if TYPE_CHECKING:
    from commission.result.common import Common


def toml_value(
    state: State, rankings: Iterable[LotRanking], words: Words, together: Common | None = None
) -> dict[str, Any]:
    """What the file holds, for the lots whose marks are opened. Exact numbers are strings; absent keys say nothing."""
    definition = state.definition
    value = {
        "format": 1,
        "session": {
            "id": definition.id,
            "title": one_line(definition.title),
            "fingerprint": definition.session_print,
            **({"stage": definition.call.at.stage.code} if definition.call.at else {}),
        },
        "grid": {
            "code": definition.call.code,
            "title": one_line(definition.call.title),
            "fingerprint": definition.grid_print,
            **({"max": exact_text(definition.call.most)} if definition.call.most is not None else {}),
        },
        "rules": {**rules_value(definition), "published": sorted(definition.rules.published)},
        "lot": [_lot(state, each, words) for each in rankings if state.is_open(each.lot.code)],
    }
    if together:
        from commission.publication.common_value import common_value

        value["common"] = without_nulls(common_value(definition, together, words))
    return value


def toml_bytes(state: State, rankings: Iterable[LotRanking], words: Words, together: Common | None = None) -> bytes:
    """The file itself: the same session gives the same bytes."""
    return tomli_w.dumps(toml_value(state, rankings, words, together)).encode()


def _lot(state: State, found: LotRanking, words: Words) -> dict[str, Any]:
    places = state.definition.rules.display_places
    value: dict[str, Any] = {
        "code": found.lot.code,
        "title": one_line(found.lot.title),
        "closed": found.lot.code in state.closed,
        "seats": list(found.seats),
        "applied": [one_line(words.step(each)) for each in found.effects],
    }
    if found.selection.capacity is not None:
        value["capacity"] = exact_text(found.selection.capacity)
        value["used"] = exact_text(found.selection.used)
        value["unit"] = one_line(found.selection.unit)
    if notes := (*found.faults, *found.selection.notes):
        value["notes"] = [one_line(words.step(each)) for each in notes]
    value["ranked"] = [_ranked(each, places) for each in found.ranking]
    for each, why in zip(value["ranked"], found.selection.reasons.values(), strict=False):
        each["because"] = one_line(words.step(why))
    if found.variants:
        value["variant"] = [{"base": each.base, **_ranked(each.ranked, places)} for each in found.variants]
    for code, lines in given(state, found.lot.code).items():
        value.setdefault("given", {})[code] = {each.sub.code: one_line(given_text(each, words)) for each in lines}
    if state.definition.rules.aggregation == "consensus":
        from commission.publication.agreed_paper import agreed_value

        value["agreed"] = agreed_value(state, found.lot.code)
    value["unranked"] = [_unranked(each, words) for each in found.unranked]
    if not state.definition.has_sheets(found.lot.code):
        value["ranked"] = without_nulls(entered_ranks(found.deliberated))
    said = without_nulls(deliberation_value(found.deliberated, words))
    return value | {name: each for name, each in said.items() if each and each != "grid"}


def without_nulls(value: Any) -> Any:
    """The same value as TOML can hold it: what is null is left out."""
    if isinstance(value, dict):
        return {key: without_nulls(each) for key, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


def _ranked(each: Ranked, places: int) -> dict[str, Any]:
    value: dict[str, Any] = {
        "place": each.place,
        "tied": each.tied,
        "dossier": each.dossier.code,
        "applicant": one_line(each.dossier.applicant),
        "title": one_line(each.dossier.title),
    }
    if each.total is not None:
        value["total"] = amount(each.total, places)
    if each.bonus:
        value["bonus"] = amount(each.bonus, places)
    if each.maximum is not None:
        value["max"] = exact_text(each.maximum)
    if each.dossier.carried is not None:
        value["carried"] = amount(each.dossier.carried, places)
    if each.outcome:
        value["outcome"] = one_line(each.outcome)
    if each.broken:
        value["tie_broken_by"] = str(each.broken.fields.get("by", "vote"))
    if each.granted is not None:
        value["granted"] = exact_text(each.granted)
    if each.waiting is not None:
        value["waiting"] = each.waiting
    if each.useful is not None:
        value["useful"] = each.useful
    value["criteria"] = {code: exact_text(points) for code, points in each.criteria.items()}
    value["means"] = {code: exact_text(points) for code, points in each.subs.items()}
    return value


def _unranked(each: Unranked, words: Words) -> dict[str, Any]:
    return {
        "dossier": each.dossier.code,
        "applicant": one_line(each.dossier.applicant),
        "title": one_line(each.dossier.title),
        "reason": each.reason.code,
        "text": [one_line(words.step(step)) for step in waiting(each)],
    }
