"""How far scoring has come: which sheets are handed in, never what they say. The same bytes whatever the marks."""

from __future__ import annotations

from typing import TypedDict

from commission.publication.cells import cells, left, wrapped
from commission.publication.plain import lot_heading
from commission.rules.grid import Lot
from commission.rules.text import clip, one_line
from commission.session.access import Viewer
from commission.session.definition import Member
from commission.session.state import State
from commission.words import Words


class SheetsOf(TypedDict):
    """One member's sheets of a lot: the codes of their dossiers, handed in or not."""

    member: str
    votes: bool
    handed_in: list[str]
    waiting: list[str]


class LotProgress(TypedDict):
    """How far a lot has come. ``handed_in`` of ``expected`` counts the sheets of voting members; ``variants`` maps a
    variant in play to its base.
    """

    lot: str
    title: str
    phase: str
    dossiers: list[str]
    refused: list[str]
    withdrawn: list[str]
    recused: list[str]
    variants: dict[str, str]
    handed_in: int
    expected: int
    sheets: list[SheetsOf]


class Progress(TypedDict):
    """The whole session's."""

    id: str
    title: str
    adopted: bool
    lots: list[LotProgress]


def progress_value(state: State, viewer: Viewer) -> Progress:
    """Every lot, for this viewer: everybody's sheets at the desk, only their own for a member."""
    definition = state.definition
    return {
        "id": definition.id,
        "title": one_line(definition.title),
        "adopted": state.adoption is not None,
        "lots": [lot_progress(state, viewer, lot) for lot in definition.lots],
    }


def lot_progress(state: State, viewer: Viewer, lot: Lot) -> LotProgress:
    """One lot, for this viewer. It looks at hand-ins and acts only: not even at whether a sheet was begun."""
    code = lot.code
    dossiers = [each.code for each in state.in_play(code)]
    scored = state.definition.has_sheets(code)
    sheets = [_sheets(state, each, dossiers) for each in state.scorers(code) if scored and _shown(viewer, each)]
    counted = [each for each in sheets if each["votes"] or not viewer.at_desk]
    filed = [each.code for each in state.definition.dossiers_of(code)]
    return {
        "lot": code,
        "title": one_line(lot.title),
        "phase": _phase(state, code),
        "dossiers": dossiers,
        "refused": [each for each in filed if each in state.refused],
        "withdrawn": [each for each in filed if each in state.withdrawn],
        "recused": [each.code for each in state.definition.members if state.is_recused(each.code, code)],
        "variants": {each.code: each.variant_of for each in state.in_play(code) if each.variant_of},
        "handed_in": sum(len(each["handed_in"]) for each in counted),
        "expected": len(dossiers) * len(counted),
        "sheets": sheets,
    }


def _phase(state: State, lot: str) -> str:
    if not state.definition.has_sheets(lot):
        return "no-sheets"
    return "closed" if lot in state.closed else "opened" if state.is_open(lot) else "blind"


def _shown(viewer: Viewer, member: Member) -> bool:
    return viewer.at_desk or member.code == viewer.code


def _sheets(state: State, member: Member, dossiers: list[str]) -> SheetsOf:
    done = [each for each in dossiers if state.sheet(member.code, each).handed_in]
    return {
        "member": member.code,
        "votes": member.votes,
        "handed_in": done,
        "waiting": [each for each in dossiers if each not in done],
    }


def progress_text(state: State, viewer: Viewer, words: Words) -> str:
    """A short paragraph for each lot, then who still has sheets to hand in."""
    found = progress_value(state, viewer)
    lines = wrapped(clip(found["title"]))
    if not found["adopted"]:
        lines += wrapped(words.say("The grid, the rules and the session are not adopted yet: nobody can score."))
    for each, lot in zip(found["lots"], state.definition.lots, strict=True):
        lines += ["", *wrapped(lot_heading(state.definition, lot, words)), *_lot(each, words)]
    return "\n".join(lines) + "\n"


def _lot(lot: LotProgress, words: Words) -> list[str]:
    phase = {
        "blind": words.say("blind scoring"),
        "opened": words.say("marks opened"),
        "closed": words.say("scoring closed"),
        "no-sheets": words.say("no sheets: the commission enters its ranks"),
    }[lot["phase"]]
    done, expected = lot["handed_in"], lot["expected"]
    counted = words.say_n("{n} sheet of {all} handed in", "{n} sheets of {all} handed in", done, all=expected)
    lines = wrapped(phase if lot["phase"] == "no-sheets" else f"{phase}, {counted}", first="  ", then="  ")
    for codes, said in (
        (lot["refused"], words.say("refused before examination: {dossiers}", dossiers=", ".join(lot["refused"]))),
        (lot["withdrawn"], words.say("withdrawn by the applicant: {dossiers}", dossiers=", ".join(lot["withdrawn"]))),
        (
            lot["recused"],
            words.say("withdrawn for a conflict of interest: {members}", members=", ".join(lot["recused"])),
        ),
    ):
        if codes:
            lines += wrapped(said, first="  ", then="    ")
    for variant, base in lot["variants"].items():
        lines += wrapped(words.say("{dossier}: variant of {base}", dossier=variant, base=base), first="  ", then="    ")
    waiting = [each for each in lot["sheets"] if each["waiting"]]
    if waiting:
        lines.append("  " + words.say("sheets still to hand in:"))
    width = max((cells(each["member"]) for each in waiting), default=0)
    for each in waiting:
        voice = "" if each["votes"] else words.say(" (consultative)")
        start = f"    {left(each['member'], width)}  "
        lines += wrapped(", ".join(each["waiting"]) + voice, first=start, then=" " * cells(start))
    return lines
