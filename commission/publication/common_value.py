"""The common ranking of all lots for another program and for a spreadsheet: exact totals, keys that never move."""

from __future__ import annotations

from typing import Any

from commission.publication.csv_export import Cell, Dialect, Exact, Shown, spell
from commission.publication.deliberation_value import deliberation_value, dossier_value
from commission.publication.plain import amount, amount_or_none, exact_or_none, said, useful_text
from commission.result.common import Common
from commission.result.deliberated import Deliberated
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
        **_deliberated(found.deliberated, words),
    }


def _deliberated(found: Deliberated, words: Words) -> dict[str, Any]:
    """``adopted`` and ``decision``, null where there is none."""
    value = deliberation_value(found, words)
    return {key: value[key] for key in ("adopted", "decision")}


def _ranked(each: Ranked, found: Common, places: int, words: Words) -> dict[str, Any]:
    why = found.selection.reasons.get(each.dossier.code)
    return {
        "place": each.place,
        "tied": each.tied,
        "lot": one_line(each.dossier.lot),
        **dossier_value(each.dossier),
        **({} if each.dossier.carried is None else {"carried": amount(each.dossier.carried, places)}),
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
    before = definition.call.at.before if definition.call.at else None
    header += [words.say("carried from the stage: {title}", title=before.title)] if before else []
    rows = [_cells(definition, each, found, words, carried=before is not None) for each in found.ranking]
    return spell([header, *rows], spelling)


def _cells(definition: Definition, each: Ranked, found: Common, words: Words, *, carried: bool) -> list[Cell]:
    dossier, why = each.dossier, found.selection.reasons.get(each.dossier.code)
    row: list[Cell] = [
        each.place,
        words.say("yes") if each.tied else words.say("no"),
        dossier.lot,
        dossier.code,
        dossier.applicant,
        dossier.title,
        None if each.total is None else Shown(each.total, definition.rules.display_places),
        None if each.total is None else Exact(each.total),
        useful_text(each, words),
        words.step(why) if why else None,
    ]
    return [*row, None if dossier.carried is None else Exact(dossier.carried)] if carried else row
