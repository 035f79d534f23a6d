"""Carrying out a mark said in words: the same acts as the keys, on the line it names, where the member sees it change."""

from __future__ import annotations

from commission.rules.fault import Refused
from commission.rules.grid import NOT_SCORED, read_mark
from commission.rules.notation import meant
from commission.tui import phrase
from commission.tui.phrase import Phrase
from commission.tui.scoring import Scoring


def say(scoring: Scoring, typed: str) -> None:
    """Go to the line that ``typed`` names and write its mark and its observation. Raises Refused, and then writes nothing."""
    said = _read(scoring, typed)
    if (said.value or said.text) and (fault := scoring.board.refusal(said.dossier)):
        raise Refused(fault)
    scoring.to(said.dossier, said.code)
    if said.why:
        scoring.write(said.value, said.text)
        return
    if said.value:
        scoring.write(said.value)
    if said.text:
        scoring.observe(said.dossier, said.code, said.text)


def replaces(scoring: Scoring, typed: str) -> tuple[str, str]:
    """The mark and the observation that ``typed`` would replace by others; each empty if none."""
    try:
        said = _read(scoring, typed)
    except Refused:
        return "", ""
    mark = scoring.shown(said.dossier, said.code).cell.value if said.value else NOT_SCORED
    if mark == _kept(scoring, said):
        mark = NOT_SCORED
    before = scoring.board.observation(said.dossier, said.code) if said.text and not said.why else ""
    return mark, before if before != said.text.strip() else ""


def _kept(scoring: Scoring, said: Phrase) -> str:
    """The value said, as a journal keeps it; empty if none was."""
    if not said.value:
        return NOT_SCORED
    definition = scoring.room.definition
    sub = definition.call.sub(said.code)
    return meant(said.value, sub.levels) or read_mark(said.value, sub, definition.rules.step)


def _read(scoring: Scoring, typed: str) -> Phrase:
    definition = scoring.room.definition
    dossiers = [each.code for each in scoring.board.dossiers()]
    return phrase.parse(typed, definition.call, definition.rules.step, dossiers, scoring.here[0])
