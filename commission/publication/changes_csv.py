"""``modifications.csv``, beside an export: each mark that changed since the opening, before and after, by whom and why."""

from __future__ import annotations

from collections.abc import Sequence

from commission.publication.csv_export import Cell, Dialect, spell
from commission.publication.debate_text import sides
from commission.session.changes import Change, changes
from commission.session.definition import Definition
from commission.session.entry import Journal
from commission.words import Words

NAME = "modifications.csv"


def changes_csv(
    definition: Definition, journals: Sequence[Journal], lots: Sequence[str], words: Words, spelling: Dialect
) -> bytes | None:
    """A row for each change in these lots; None where nothing changed."""
    header: list[Cell] = [
        words.say("lot"),
        words.say("dossier"),
        words.say("code"),
        words.say("member"),
        words.say("before"),
        words.say("after"),
        words.say("how"),
        words.say("by"),
        words.say("when"),
        words.say("reason"),
        words.say("entry"),
    ]
    rows = [_row(lot, each, words) for lot in lots for each in changes(definition, journals, lot)]
    return spell([header, *rows], spelling) if rows else None


def _row(lot: str, each: Change, words: Words) -> list[Cell]:
    before, after = sides(each, words)
    how = words.term("how_changed", each.how)
    return [lot, each.dossier, each.code, each.member, before, after, how, each.by, each.at, each.reason, each.entry]
