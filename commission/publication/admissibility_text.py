"""``admissibility``: dossiers × requirements as plain text that a person pastes in a mail; 80 cells wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commission.publication.cells import WIDTH, cells, left, table, wrapped
from commission.publication.plain import lot_heading
from commission.rules.asked import Asked, Requirement
from commission.rules.text import clip, one_line
from commission.session.admissibility import Admissibility, Finding, admissibilities
from commission.session.entry_admissibility import MET, NOT_MET
from commission.session.refusals import refusal_steps
from commission.session.state import State
from commission.words import Words
from commission.words.requirements import condition, consequence, only_of

CODES = 24
"""The most cells that a dossier's code takes in the table."""


def admissibility_text(state: State, words: Words, lot: str = "") -> str:
    """The table lot by lot, what its columns are, then what each dossier still waits for or is out for."""
    definition = state.definition
    lines = wrapped(clip(definition.title))
    for each in definition.lots:
        if lot in ("", each.code):
            found = admissibilities(state, each.code)
            lines += ["", *wrapped(lot_heading(definition, each, words)), *_table(found, definition.call.asked, words)]
            lines += [line for one in found for line in _dossier(state, one, words)]
    requirements = definition.call.asked.requirements
    if not requirements:
        lines += ["", *wrapped(words.say("The grid file states no requirement: nothing is computed."))]
    else:
        lines += ["", words.say("Requirements:")]
        lines += [line for n, each in enumerate(requirements, 1) for line in _requirement(state, n, each, words)]
        lines += ["", words.say("Where one is not met:"), *_otherwise(state, words)]
        lines += ["", *wrapped(words.say("“?”: for the secretariat to confirm, after what was computed, if anything."))]
    return "\n".join(lines) + "\n"


def sign(each: Finding, words: Words) -> str:
    """« oui », « non »; with « ? » what waits for the secretariat; with « ! » what the document says refuses by itself."""
    if each.status == MET:
        return words.say("yes")
    if each.status == NOT_MET:
        return words.say("no") + (" !" if each.blocks else "")
    if each.computed is None:
        return "?"
    return (words.say("yes") if each.computed else words.say("no")) + " ?"


def _table(found: Sequence[Admissibility], asked: Asked, words: Words) -> Iterator[str]:
    """As many tables as the width asks for, each beginning with the codes; the outcome ends the last."""
    if not found:
        yield "  " + words.say("no dossier")
        return
    codes = [clip(each.dossier.code, CODES) for each in found]
    columns = [
        (str(asked.number(each.requirement)), [sign(one.findings[n], words) for one in found])
        for n, each in enumerate(found[0].findings)
    ]
    outcomes = (words.say("Outcome"), [words.term("outcome", each.outcome) for each in found])
    first = (words.say("Dossier"), codes)
    parts, used = [[first]], _width(first)
    for column in [*columns, outcomes]:
        if used + 2 + _width(column) > WIDTH - 1:
            parts.append([first])
            used = _width(first)
        parts[-1].append(column)
        used += 2 + _width(column)
    for part in parts:
        yield ""
        rows = [[head for head, _ in part], *([*each] for each in zip(*(column for _, column in part), strict=True))]
        yield from table(rows, [_width(each) for each in part], [False] * len(part))


def _width(column: tuple[str, Sequence[str]]) -> int:
    return max(cells(column[0]), *(cells(each) for each in column[1]))


def _dossier(state: State, each: Admissibility, words: Words) -> Iterator[str]:
    """Why a dossier is out, or what still waits; nothing where all is met."""
    refusal = state.refused.get(each.dossier.code)
    said = [words.step(step) for step in refusal_steps(state.definition, refusal)] if refusal else []
    if withdrawal := state.withdrawn.get(each.dossier.code):
        said.append(withdrawal.reason)
    out = bool(said)
    waiting = [one for one in each.findings if one.status == NOT_MET or (one.status != MET and not out)]
    if not said and not waiting and not each.dossier.variant_of:
        return
    yield ""
    name = f"{each.dossier.code} {clip(each.dossier.applicant)}" + words.say(": ") + words.term("outcome", each.outcome)
    yield from wrapped(one_line(name), first="  ", then="  ")
    for text in [*_filed(each, words), *said]:
        yield from wrapped(one_line(text), first="    ", then="    ")
    for one in waiting:
        number = state.definition.call.asked.number(one.requirement)
        start = f"    {left(str(number), 3)}"
        text = ". ".join(words.step(step) for step in one.why)
        yield from wrapped(one_line(text), first=start, then=" " * cells(start))


def _filed(each: Admissibility, words: Words) -> Iterator[str]:
    """How it came in, and of which dossier it is a variant."""
    dossier = each.dossier
    if dossier.variant_of:
        yield words.say("Variant of {dossier}, before the same requirements", dossier=dossier.variant_of)
    if dossier.receipt:
        how = words.term("receipt", dossier.receipt)
        number = dossier.receipt_number
        yield (
            words.say("Received {how}, number {number}", how=how, number=number)
            if number
            else words.say("Received {how}", how=how)
        )


def _requirement(state: State, number: int, each: Requirement, words: Words) -> Iterator[str]:
    start = f"  {left(str(number), 3)}"
    source = f" ({each.source})" if each.source else ""
    yield from wrapped(one_line(f"{each.code}  {each.title}{source}"), first=start, then=" " * 5)
    for text in (condition(each, state.definition.call, words), only_of(each, state.definition.call, words)):
        if text:
            yield from wrapped(one_line(text), first=" " * 5, then=" " * 5)


def _otherwise(state: State, words: Words) -> Iterator[str]:
    """What failing leads to, once for all the requirements that lead to the same."""
    groups: dict[str, list[str]] = {}
    for number, each in enumerate(state.definition.call.asked.requirements, 1):
        groups.setdefault(consequence(each, state.definition.call, words), []).append(str(number))
    for text, numbers in groups.items():
        start = f"  {', '.join(numbers)}  "
        yield from wrapped(one_line(text), first=start, then=" " * 5)
