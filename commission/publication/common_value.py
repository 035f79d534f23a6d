"""The common ranking of all lots for another program and for a spreadsheet: exact totals, keys that never move."""

from __future__ import annotations

from typing import Any

from commission.publication.csv_export import Cell, Dialect, Exact, Shown, spell
from commission.publication.deliberation_value import dossier_value
from commission.publication.plain import amount_or_none, exact_or_none, said, useful_text
from commission.result.common import Common
from commission.result.places import Ranked
from commission.rules.number import exact_text
from commission.rules.text import one_line
from commission.session.definition import Definition
from commission.words import Words

NAME = "tous-les-lots.csv"
"""Never the name of a lot's own file: those begin with « classement »."""


def common_value(definition: Definition, found: Common, words: Words) -> dict[str, Any]:
    """``ranking`` as in a lot, each with its ``lot``; ``shut`` names the lots it still waits for."""
    places, selection = definition.rules.display_places, found.selection
    return {
        "shut": list(found.shut),
        "faults": [said(each, words) for each in found.faults],
        "ranking": [_ranked(each, found, places, words) for each in found.ranking],
        "selection": {
            "capacity": exact_or_none(selection.capacity),
            "unit": one_line(selection.unit),
            "used": exact_text(selection.used),
        },
        "notes": [said(each, words) for each in found.notes],
    }


def _ranked(each: Ranked, found: Common, places: int, words: Words) -> dict[str, Any]:
    why = found.selection.reasons.get(each.dossier.code)
    return {
        "place": each.place,
        "tied": each.tied,
        "lot": one_line(each.dossier.lot),
        **dossier_value(each.dossier),
        "total": amount_or_none(each.total, places),
        "useful": each.useful,
        "because": None if why is None else said(why, words),
        "broken": None if each.broken is None else each.broken.code,
        "granted": exact_or_none(each.granted),
        "waiting": each.waiting,
    }


def common_csv(definition: Definition, found: Common, words: Words, spelling: Dialect) -> bytes:
    """A row for each dossier of the common ranking, in its order."""
    header: list[Cell] = [
        words.say("rank"),
        words.say("tied"),
        words.say("lot"),
        words.say("dossier"),
        words.say("applicant"),
        words.say("title"),
        words.say("total"),
        words.say("exact total"),
        words.say("in useful rank"),
        words.say("because"),
    ]
    places, reasons = definition.rules.display_places, found.selection.reasons
    rows: list[list[Cell]] = [
        [
            each.place,
            words.say("yes") if each.tied else words.say("no"),
            each.dossier.lot,
            each.dossier.code,
            each.dossier.applicant,
            each.dossier.title,
            None if each.total is None else Shown(each.total, places),
            None if each.total is None else Exact(each.total),
            useful_text(each, words),
            words.step(reasons[each.dossier.code]) if each.dossier.code in reasons else None,
        ]
        for each in found.ranking
    ]
    return spell([header, *rows], spelling)
