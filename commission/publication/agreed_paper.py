"""The marks that a commission agreed on, with their reasons: lines of a mail, a value for a program, rows of a CSV file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from commission.publication.cells import wrapped
from commission.publication.csv_export import Cell
from commission.publication.naming import name_of
from commission.result.agreed import agreements, reasons_given
from commission.rules.text import one_line
from commission.session.state import State
from commission.words import Words

NAME = "notes-arretees.csv"


def agreed_lines(state: State, lot: str, words: Words) -> Iterator[str]:
    """Why, dossier by dossier, where the commission said so; nothing where it said nothing."""
    said = {each.code: reasons_given(state, each.code) for each in state.in_play(lot)}
    if any(said.values()):
        yield from ("", words.say("Agreed marks, with the reason given:"))
    for code, reasons in said.items():
        for each in reasons:
            yield from wrapped(one_line(f"{code}  {words.step(each)}"), first="  - ", then="    ")


def agreed_value(state: State, lot: str) -> list[dict[str, Any]]:
    """Every agreed mark: of what, its journal value, why, by whom and when it was entered."""
    return [
        {
            "dossier": each.dossier,
            "code": each.code,
            "value": each.value,
            "reason": one_line(each.reason),
            "by": each.by,
            "at": each.at,
        }
        for each in agreements(state, lot)
    ]


def agreed_rows(state: State, lots: Iterable[str], words: Words) -> list[list[Cell]]:
    """A row for each agreed mark of these lots under a heading; nothing without any."""
    definition = state.definition
    header: list[Cell] = [
        words.say("lot"),
        words.say("dossier"),
        words.say("applicant"),
        words.say("sub-criterion"),
        words.say("title"),
        words.say("agreed mark"),
        words.say("reason"),
        words.say("entered by"),
        words.say("entered at"),
    ]
    rows: list[list[Cell]] = [
        [
            lot,
            each.dossier,
            definition.dossier(each.dossier).applicant,
            each.code,
            definition.call.sub(each.code).title,
            words.value(each.value),
            each.reason or None,
            name_of(definition, each.by) if definition.knows_member(each.by) else words.term("who", each.by),
            each.at,
        ]
        for lot in lots
        for each in agreements(state, lot)
    ]
    return [header, *rows] if rows else []
