"""``admissibility --format json``: dossiers × requirements for another program. Keys never move."""

from __future__ import annotations

from typing import Any

from commission.publication.grid_json import requirement_value
from commission.publication.plain import plain, said
from commission.rules.text import one_line
from commission.session.admissibility import Admissibility, Finding, admissibilities
from commission.session.refusals import refusal_steps
from commission.session.state import State
from commission.words import Words


def admissibility_value(state: State, words: Words, lot: str = "") -> dict[str, Any]:
    """Every dossier before every requirement, with the figures that say why. No mark is read."""
    definition = state.definition
    return {
        "format": 1,
        "session": definition.session_print,
        "grid": definition.grid_print,
        "id": definition.id,
        "title": one_line(definition.title),
        "requirements": [requirement_value(each, definition.call) for each in definition.call.asked.requirements],
        "dossiers": [_dossier(state, each, words) for each in admissibilities(state, lot)],
    }


def _dossier(state: State, each: Admissibility, words: Words) -> dict[str, Any]:
    dossier = each.dossier
    refusal = state.refused.get(dossier.code)
    return {
        "dossier": dossier.code,
        "applicant": one_line(dossier.applicant),
        "title": one_line(dossier.title),
        "lot": dossier.lot,
        "variant_of": dossier.variant_of,
        "linked": list(dossier.linked),
        "deposited_at": plain(dossier.deposited_at),
        "receipt": dossier.receipt,
        "receipt_number": one_line(dossier.receipt_number),
        "fields": plain(dossier.fields),
        "outcome": each.outcome,
        "refused": {
            "ground": refusal.ground,
            "requirements": list(refusal.requirements),
            "decided_by": list(refusal.decided_by),
            "reasons": [said(step, words) for step in refusal_steps(state.definition, refusal)],
        }
        if refusal
        else None,
        "findings": [_finding(one, words) for one in each.findings],
    }


def _finding(each: Finding, words: Words) -> dict[str, Any]:
    return {
        "requirement": each.requirement.code,
        "status": each.status,
        "computed": each.computed,
        "blocks": each.blocks,
        "missing": list(each.missing),
        "asked_until": each.asked.until if each.asked else None,
        "confirmed_by": each.confirmed.by if each.confirmed else None,
        "why": [said(step, words) for step in each.why],
    }
