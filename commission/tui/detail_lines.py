"""What stands beside the sheet: the line under the cursor in full, as the document has it. Pure: a place in, lines out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commission.rules.fault import Fault
from commission.rules.grid import Call, SubCriterion
from commission.session.definition import Dossier
from commission.tui import safe
from commission.tui.safe import BLANK, Line, Span
from commission.tui.scoring import Scoring
from commission.tui.sheet_lines import points_of
from commission.words import Words
from commission.words.notations import explained, numbered

GUIDANCE = 3
"""Lines of the document's passage that always stay visible."""
ROOMY = 12
"""From more rows than this on, nothing below the passage is cut short."""


def detail(scoring: Scoring, width: int, height: int, w: Words) -> list[Line]:
    """The panel: title, passage, the document's own notes, declared figures, own marks elsewhere; always ``height`` lines."""
    sub = scoring.sub
    lines = _sub_lines(scoring, sub, width, height, w) if sub else _dossier_end(scoring, width, height, w)
    return [*lines, *[BLANK] * height][:height]


def whole_text(scoring: Scoring, width: int, w: Words) -> list[Line]:
    """Everything about the line under the cursor, for reading at length."""
    sub = scoring.sub
    if sub is None:
        return [_plain(each) for each in _dossier_end(scoring, width, 60, w)]
    return [_plain(each) for each in _sub_lines(scoring, sub, width, 400, w)]


def _plain(line: Line) -> Line:
    return line._replace(fill="")


def _sub_lines(scoring: Scoring, sub: SubCriterion, width: int, height: int, w: Words) -> list[Line]:
    cells = width - 2
    head = [
        f"{sub.code}  {each}" if not n else f"    {each}" for n, each in enumerate(safe.wrap(sub.title, cells - 4, 2))
    ]
    lines = [safe.line(" ", Span(each, "rule-title"), fill="rule") for each in head]
    room = max(0, height - len(lines))
    passage = guidance_lines(sub, cells, max(room, GUIDANCE), w)
    foot = _foot(_pieces(scoring, sub, w), cells, room - min(len(passage), GUIDANCE), roomy=height > ROOMY)
    kept = passage[: room - len(foot)]
    if len(kept) < len(passage):
        kept = guidance_lines(sub, cells, len(kept), w)
    gap = [BLANK] if room - len(foot) > len(kept) else []
    return [*lines, *kept, *gap, *foot]


def guidance_lines(sub: SubCriterion, cells: int, most: int, w: Words) -> list[Line]:
    """The document's passage on a line, its section first, on at most so many lines."""
    if not sub.guidance:
        return [safe.line(" ", Span(w.say("The document says nothing more about this line."), "muted"))]
    source = f"[{safe.plain(sub.guidance_source)}] " if sub.guidance_source else ""
    wrapped = safe.wrap(source + sub.guidance, cells, most)
    lines = [safe.line(" ", each) for each in wrapped]
    if source and wrapped and wrapped[0].startswith(source):
        lines[0] = safe.line(" ", Span(source, "muted"), wrapped[0].removeprefix(source))
    return lines


class Note(NamedTuple):
    """One thing said below the passage: a label, its role, a text; ``rows`` where it is better read as a list."""

    label: str
    role: str
    text: str
    rows: tuple[str, ...] = ()


def _pieces(scoring: Scoring, sub: SubCriterion, w: Words) -> list[Note]:
    """Below the passage, what counts most first: what the cell holds, own marks elsewhere, the document's notes, figures."""
    pieces: list[Note] = []
    pieces += _how(scoring, sub, w)
    if scoring.row.kind == "cell":
        pieces += _about_cell(scoring, sub, w)
        pieces.append(elsewhere(scoring, sub, w))
    if sub.note:
        pieces.append(Note("! ", "warn", sub.note))
    if scoring.row.kind == "cell" and (figures := figures_of(scoring.room.definition.call, scoring.dossier, w)):
        rows = tuple(f"{title} {value}" for title, value in figures)
        pieces.append(Note(w.say("Declared:") + " ", "muted", declared(figures), rows))
    return pieces


def _how(scoring: Scoring, sub: SubCriterion, w: Words) -> list[Note]:
    """What to type on a line that is not plain points, and what it counts for."""
    pieces = []
    if sub.in_words:
        rows = tuple(numbered(sub, w))
        label = w.say("Type the number, or Space for the list:") + " "
        pieces.append(Note(label, "strong", " · ".join(each.replace(" ", "\N{NO-BREAK SPACE}") for each in rows), rows))
    elif sub.min < 0:
        pieces.append(Note("- ", "strong", w.say("typed first goes below zero, down to {min}", min=w.exact(sub.min))))
    said = explained(sub, scoring.room.definition.call, w)
    said = said[1:] if sub.in_words else said
    return [*pieces, Note("→ ", "muted", " ".join(said))] if said else pieces


def _foot(pieces: Sequence[Note], cells: int, room: int, *, roomy: bool) -> list[Line]:
    """The pieces in so many lines: one each at least, and where there is room as many as they need."""
    lines: list[Line] = []
    for place, piece in enumerate(pieces):
        most = room - len(lines) - (len(pieces) - place - 1)
        if most < 1 and room - len(lines) < 1:
            break
        if roomy and piece.rows:
            lines.append(safe.line(" ", Span(piece.label.rstrip(), piece.role)))
            lines += [safe.line("   ", safe.clip(each, cells - 2)) for each in piece.rows]
        else:
            lines += _labelled(piece.label, piece.text, cells, max(1, min(most, 12 if roomy else 2)), piece.role)
    return lines[: max(0, room)]


def _about_cell(scoring: Scoring, sub: SubCriterion, w: Words) -> list[Note]:
    dossier, pieces = scoring.dossier.code, []
    cell = scoring.shown(dossier, sub.code).cell
    if cell.rivals:
        values = w.listing(w.value(each) for each in cell.rivals)
        pieces.append(
            Note("≠ ", "bad", w.say("Two of your marks disagree ({values}): type the one that holds.", values=values))
        )
    if cell.reason:
        pieces.append(Note(w.say("{value}:", value=w.value(cell.value)) + " ", "strong", cell.reason))
    if observation := scoring.board.observation(dossier, sub.code):
        pieces.append(Note("* ", "strong", observation))
    return pieces


def figures_of(call: Call, dossier: Dossier, w: Words) -> list[tuple[str, str]]:
    """The figures a dossier declares: the document's name of each, its value with its unit, never parted."""
    found = []
    for figure in call.figures:
        if figure.code in dossier.figures:
            value = dossier.figures[figure.code]
            cents = 2 if figure.unit == "€" and value.denominator != 1 else None
            written = f"{w.number(value, cents, grouped=True)} {figure.unit}".strip().replace(" ", "\N{NO-BREAK SPACE}")
            found.append((figure.title[:1].lower() + figure.title[1:], written))
    return found


def declared(figures: Sequence[tuple[str, str]]) -> str:
    """The same as one paragraph."""
    return " · ".join(f"{title} {value}" for title, value in figures)


def elsewhere(scoring: Scoring, sub: SubCriterion, w: Words) -> Note:
    """The member's own marks on this line in the other dossiers; across dossiers, how far this dossier has come."""
    if scoring.view == "line":
        count = scoring.board.progress(scoring.dossier.code)
        points = points_of(count, w)
        left = w.say_n("{n} line left", "{n} lines left", count.left) if count.left else w.say("complete")
        label = w.say("Your sheet on {dossier}:", dossier=scoring.dossier.code) + " "
        return Note(label, "muted", f"{points} · {left}")
    here = scoring.dossier
    others = [each for each in scoring.board.dossiers() if each.code != here.code]
    others.sort(key=lambda each: each.lot != here.lot)
    marks = [
        f"{each.code}\N{NO-BREAK SPACE}{w.value(scoring.shown(each.code, sub.code).cell.value)}" for each in others
    ]
    return Note(w.say("Your {code} elsewhere:", code=sub.code) + " ", "muted", "  ".join(marks) or "–")


def _labelled(label: str, text: str, cells: int, most: int, role: str) -> list[Line]:
    wrapped = safe.wrap(label + text.replace("\n", " "), cells, most)
    lines = [safe.line(" ", each) for each in wrapped]
    if wrapped and wrapped[0].startswith(label.rstrip()):
        rest = wrapped[0][len(label.rstrip()) :]
        lines[0] = safe.line(" ", Span(label.rstrip(), role), rest)
    return lines


def _dossier_end(scoring: Scoring, width: int, height: int, w: Words) -> list[Line]:
    """At the end of a dossier: its criteria at a glance, and what to do next."""
    board, dossier = scoring.board, scoring.here[0]
    definition = scoring.room.definition
    title = f"{definition.dossier(dossier).code}  {definition.dossier(dossier).applicant}"
    lines = [safe.line(" ", Span(safe.clip(title, width - 2), "rule-title"), fill="rule")]
    counts = [(each, board.progress(dossier, each.code)) for each in definition.call.criteria]
    room = max(9, *(safe.width(points_of(count, w)) for _, count in counts)) if counts else 9
    for criterion, count in counts:
        points = safe.fit(points_of(count, w), room, right=True)
        missing = w.say_n("{n} line left", "{n} lines left", count.left) if count.left else w.say("complete")
        text = safe.fit(f" {criterion.code}  {points}   {missing}", max(0, width))
        lines.append(safe.line(text))
    for found in board.computed(dossier).values():
        if isinstance(found, Fault):
            lines += _labelled("", w.short(found), width - 2, 2, "warn")
    left = scoring.left(dossier)
    if left:
        lines += _labelled(w.say("Without an answer:") + " ", ", ".join(left), width - 2, 2, "warn")
    else:
        lines.append(safe.line(" ", Span(_what_r_does(scoring, dossier, w), "good")))
    return lines[:height]


def _what_r_does(scoring: Scoring, dossier: str, w: Words) -> str:
    """At the end of a sheet without anything missing: it is handed in, or may be; whose it is, where it is another's."""
    name, handed = scoring.typed_for, scoring.board.sheet(dossier).handed_in
    if name and handed:
        return w.say("The sheet of {name} is handed in; r opens it again.", name=name)
    if name:
        return w.say("The sheet of {name} is complete; r hands it in.", name=name)
    if handed:
        return w.say("Your sheet is handed in; r opens it again.")
    return w.say("Your sheet is complete; r hands it in.")
