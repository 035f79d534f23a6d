"""``deliberation --format json``: lots at the table for another program. Exact numbers as text; keys never move."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from commission.publication.debate_text import observation_note
from commission.publication.deliberation_value import dossier_value
from commission.publication.plain import amount, amount_or_none, exact_or_none, plain
from commission.result.at_table import AtTable
from commission.result.debate import Answer, Debate, DebatedLine
from commission.result.places import Ranked
from commission.rules.grid import NOT_SCORED
from commission.rules.text import one_line
from commission.session.changes import Change
from commission.session.definition import Definition
from commission.session.snapshot import Snapshot
from commission.words import Words


def debate_value(definition: Definition, tables: Iterable[AtTable], only: str, words: Words) -> dict[str, Any]:
    """The lots given, every dossier debated in them or the one asked for; lines with what diverges most first."""
    return {
        "format": 1,
        "session": definition.session_print,
        "grid": definition.grid_print,
        "observations": observation_note(words),
        "lots": [_lot(each, only, definition.rules.display_places) for each in tables],
    }


def snapshot_value(opened: Snapshot) -> dict[str, Any]:
    """What an opening froze, by its name; ``print`` is the SHA-256 of its marks."""
    return {
        "name": one_line(opened.name),
        "lot": opened.lot,
        "entry": opened.entry,
        "entries": list(opened.entries),
        "at": one_line(opened.at),
        "by": opened.by,
        "print": opened.print,
    }


def change_value(each: Change) -> dict[str, Any]:
    """One change since the opening; ``code`` is empty for a whole sheet."""
    return {
        "how": each.how,
        "member": each.member,
        "dossier": each.dossier,
        "code": each.code,
        "before": list(each.before),
        "after": list(each.after),
        "entry": each.entry,
        "by": each.by,
        "at": one_line(each.at),
        "reason": one_line(each.reason),
    }


def rank_or_none(ranked: Ranked | None, places: int) -> dict[str, Any] | None:
    """A place and its total; None without one."""
    if ranked is None:
        return None
    return {"place": ranked.place, "tied": ranked.tied, "total": amount_or_none(ranked.total, places)}


def _lot(table: AtTable, only: str, places: int) -> dict[str, Any]:
    shown = [table.debate(each) for each in table.dossiers if only in {"", each.code}]
    return {
        "code": table.now.lot.code,
        "title": one_line(table.now.lot.title),
        "snapshot": snapshot_value(table.snapshot),
        "dossiers": [_dossier(table, each, places) for each in shown],
    }


def _dossier(table: AtTable, each: Debate, places: int) -> dict[str, Any]:
    now, then = table.ranks(each.dossier.code)
    return {
        **dossier_value(each.dossier),
        "now": rank_or_none(now, places),
        "at_opening": rank_or_none(then, places),
        "changes": [change_value(change) for change in table.changed(each.dossier.code)],
        "lines": [_line(line, places) for line in each.lines],
    }


def _line(each: DebatedLine, places: int) -> dict[str, Any]:
    figures = {"mean": each.mean, "median": each.median, "spread": each.spread}
    return {
        "code": each.sub.code,
        "title": one_line(each.sub.title),
        "min": exact_or_none(each.sub.min),
        "max": exact_or_none(each.sub.max),
        **{name: amount_or_none(value, places) for name, value in figures.items()},
        "apart": exact_or_none(each.apart),
        "disputed": each.disputed,
        "words": plain(each.words),
        "agreed": None if each.agreed == NOT_SCORED else one_line(each.agreed),
        "answers": [_answer(one, places) for one in each.answers],
        "consultative": [_answer(one, places) for one in each.consultative],
    }


def _answer(each: Answer, places: int) -> dict[str, Any]:
    return {
        "member": each.member,
        "stands": each.stands,
        "value": one_line(each.value),
        "points": exact_or_none(each.points),
        "counts": each.counts,
        "distance": None if each.distance is None else amount(each.distance, places),
        "rivals": plain(list(each.rivals)),
        "reason": one_line(each.reason),
        "observation": one_line(each.observation),
    }
