"""``rank --format json``: the ranking for another program, with all it needs to recount it. Keys never move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from commission.publication.deliberation_value import deliberation_value, dossier_value, entered_ranks
from commission.publication.plain import (
    amount,
    amount_or_none,
    exact_or_none,
    given_value,
    plain,
    rules_value,
    said,
)
from commission.result.applied import late_entries
from commission.result.dossier_tally import DossierTally, Missing
from commission.result.explain import why
from commission.result.given import given
from commission.result.places import Ranked, Unranked
from commission.result.ranking import LotRanking
from commission.rules.fault import Fault
from commission.rules.number import exact_text
from commission.rules.text import one_line
from commission.session.definition import Definition
from commission.session.entry import Journal, Mark
from commission.session.state import Named, State
from commission.words import Words

if TYPE_CHECKING:
    from commission.result.common import Common


def rank_value(
    state: State,
    rankings: Iterable[LotRanking],
    journals: Iterable[Journal],
    words: Words,
    together: Common | None = None,
) -> dict[str, Any]:
    """The value of these lots; a lot whose marks are not opened is left out, with all that concerns it.

    ``common`` is there where lots are ranked together.
    """
    definition = state.definition
    shown = [each for each in rankings if state.is_open(each.lot.code)]
    lots = [each.lot.code for each in shown]
    return {
        "format": 1,
        "session": definition.session_print,
        "grid": definition.grid_print,
        "id": definition.id,
        "title": one_line(definition.title),
        "journals": {
            each.name: {"number": len(each.entries), "hash": each.head}
            for each in sorted(journals, key=lambda each: each.name)
        },
        "rules": rules_value(definition),
        **({"stage": definition.call.at.stage.code} if definition.call.at else {}),
        "conflicts": _conflicts(state, lots),
        "late": [_late(each) for lot in lots for each in late_entries(state, lot)],
        "lots": [_lot(state, each, words) for each in shown],
        **(_common(definition, together, words) if together and shown else {}),
    }


def _common(definition: Definition, together: Common, words: Words) -> dict[str, Any]:
    from commission.publication.common_value import common_value

    return {"common": common_value(definition, together, words)}


def why_value(
    state: State, found: LotRanking, dossier: str, words: Words, beyond: Sequence[Fault] = ()
) -> dict[str, Any]:
    """Why a dossier of this lot has its rank, or none: each step with its figures and its sentence.

    ``beyond`` are the steps that go beyond its lot.
    """
    return {
        "format": 1,
        "session": state.definition.session_print,
        "grid": state.definition.grid_print,
        "lot": found.lot.code,
        "dossier": state.definition.dossier(dossier).code,
        "steps": [said(each, words) for each in (*why(state, found.lot.code, dossier, found), *beyond)],
    }


def _conflicts(state: State, lots: Sequence[str]) -> list[dict[str, Any]]:
    """Cells with two rival marks, then acts that contradict each other."""
    found: list[dict[str, Any]] = [
        {"member": member, "dossier": dossier, "code": code, "entries": list(cell.tips), "values": list(cell.rivals)}
        for (member, dossier), code, cell in state.conflicts()
        if state.definition.dossier(dossier).lot in lots
    ]
    found += [
        {"topic": topic, "entries": [each.name for each in acts]}
        for topic, acts in sorted(state.contradictions.items())
    ]
    return found


def _late(named: Named) -> dict[str, Any]:
    entry = named.entry
    value = {"entry": named.name, "kind": str(entry.__struct_config__.tag), "member": named.member}
    value["dossier"] = getattr(entry, "dossier", "")
    return value | {"code": entry.code, "value": entry.value} if isinstance(entry, Mark) else value


def _lot(state: State, found: LotRanking, words: Words) -> dict[str, Any]:
    places = state.definition.rules.display_places
    selection = found.selection
    scored = state.definition.has_sheets(found.lot.code)
    return {
        "code": found.lot.code,
        "title": one_line(found.lot.title),
        "max": exact_or_none(state.definition.call.most) if scored else None,
        "closed": found.lot.code in state.closed,
        "faults": [said(each, words) for each in found.faults],
        "seats": list(found.seats),
        "ranking": [_ranked(each, places) | _because(found, each, words) for each in found.ranking]
        if scored
        else entered_ranks(found.deliberated),
        **_variants(found, places),
        "unranked": [_unranked(each, words) for each in found.unranked],
        "applied": [said(each, words) for each in found.applied],
        "selection": {
            "capacity": None if selection.capacity is None else exact_text(selection.capacity),
            "unit": one_line(found.selection.unit),
            "used": exact_text(selection.used),
            "notes": [said(each, words) for each in selection.notes],
        },
        **_given(state, found.lot.code),
        **_agreed(state, found.lot.code),
        "consultative": [_apart(each, places) for each in found.consultative],
        **deliberation_value(found.deliberated, words),
    }


def _given(state: State, lot: str) -> dict[str, Any]:
    """What stands apart from the totals, where the grid has lines in words or for information."""
    about = given(state, lot)
    return (
        {"given": {code: {each.sub.code: given_value(each) for each in lines} for code, lines in about.items()}}
        if about
        else {}
    )


def _agreed(state: State, lot: str) -> dict[str, Any]:
    """The marks that the commission agreed on, where it does."""
    if state.definition.rules.aggregation != "consensus":
        return {}
    from commission.publication.agreed_paper import agreed_value

    return {"agreed": agreed_value(state, lot)}


def _variants(found: LotRanking, places: int) -> dict[str, Any]:
    """The variants beside their bases, where there are any: ``place`` is the rank each would have in its base's place."""
    if not found.variants:
        return {}
    kept = ("place", "tied", "dossier", "applicant", "title", "carried", "total", "bonus", "max", "outcome", "criteria")
    values = [(each.base, _ranked(each.ranked, places)) for each in found.variants]
    return {
        "variants": [
            {"base": base, **{key: value[key] for key in (*kept, "sub") if key in value}} for base, value in values
        ]
    }


def _ranked(each: Ranked, places: int) -> dict[str, Any]:
    return {
        "place": each.place,
        "tied": each.tied,
        **dossier_value(each.dossier),
        "total": amount_or_none(each.total, places),
        "bonus": amount(each.bonus, places),
        "max": exact_or_none(each.maximum),
        **({} if each.dossier.carried is None else {"carried": amount(each.dossier.carried, places)}),
        "useful": each.useful,
        "distance": None if each.distance is None else amount(each.distance, places),
        "near": each.near,
        "outcome": one_line(each.outcome),
        "broken": None if each.broken is None else each.broken.code,
        "granted": exact_or_none(each.granted),
        "waiting": each.waiting,
        "criteria": {code: amount(value, places) for code, value in each.criteria.items()},
        "sub": {code: amount(value, places) for code, value in each.subs.items()},
    }


def _because(found: LotRanking, each: Ranked, words: Words) -> dict[str, Any]:
    """Why it is in useful rank or not, where more than its rank decides."""
    why = found.selection.reasons.get(each.dossier.code)
    return {} if why is None else {"because": said(why, words)}


def _unranked(each: Unranked, words: Words) -> dict[str, Any]:
    return {
        **dossier_value(each.dossier),
        "reason": each.reason.code,
        "total": amount_or_none(each.total, 2),
        "reasons": [said(reason, words) for reason in each.reasons],
        "missing": [_missing(missing) for missing in each.missing],
    }


def _missing(missing: Missing) -> dict[str, Any]:
    return {
        "member": missing.member,
        "sheet": not missing.codes,
        "codes": list(missing.codes),
        "rivals": list(missing.rivals),
    }


def _apart(each: DossierTally, places: int) -> dict[str, Any]:
    return {
        "dossier": each.dossier.code,
        "total": None if each.total is None else amount(each.total, places),
        "criteria": {code: amount(value, places) for code, value in each.criteria.items()},
        "sub": {code: amount(value, places) for code, value in each.subs.items()},
        "reasons": plain([reason.code for reason in each.reasons]),
    }
