"""What stands beside the sheet: the line under the cursor in full, as the document has it. Pure: a place in, lines out."""

from __future__ import annotations

from commission.rules.grid import DECLINED, SubCriterion
from commission.session.definition import Dossier
from commission.tui import safe
from commission.tui.safe import BLANK, Line, Span
from commission.tui.scoring import Scoring
from commission.words import Words

GUIDANCE = 3
"""Lines of the document's passage that always stay visible."""


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
    foot = _own(scoring, sub, cells, height, w)
    room = height - len(lines)
    passage = _guidance(sub, cells, max(room, GUIDANCE), w)
    spare = max(0, room - min(len(passage), GUIDANCE))
    foot = foot[:spare]
    lines += passage[: room - len(foot)]
    gap = [BLANK] if room - len(foot) > len(passage) else []
    return [*lines, *gap, *foot]


def _guidance(sub: SubCriterion, cells: int, most: int, w: Words) -> list[Line]:
    if not sub.guidance:
        return [safe.line(" ", Span(w.say("The document says nothing more about this line."), "muted"))]
    source = f"[{safe.plain(sub.guidance_source)}] " if sub.guidance_source else ""
    wrapped = safe.wrap(source + sub.guidance, cells, most)
    lines = [safe.line(" ", each) for each in wrapped]
    if source and wrapped and wrapped[0].startswith(source):
        lines[0] = safe.line(" ", Span(source, "muted"), wrapped[0].removeprefix(source))
    return lines


def _own(scoring: Scoring, sub: SubCriterion, cells: int, height: int, w: Words) -> list[Line]:
    """Below the passage, what counts most first: observation, notes of the document, figures, marks elsewhere."""
    roomy = height > 12
    lines: list[Line] = []
    if scoring.row.kind == "cell":
        lines += _about_cell(scoring, sub, cells, 6 if roomy else 1, w)
    if sub.note:
        lines += _labelled("! ", sub.note, cells, 12 if roomy else 1, "warn")
    if scoring.row.kind == "cell":
        figures = declared(scoring, scoring.dossier, w)
        if figures:
            lines += _labelled(w.say("Declared:") + " ", figures, cells, 6 if roomy else 2, "muted")
        lines += _labelled(*elsewhere(scoring, sub, w), cells, 6 if roomy else 1, "muted")
    return lines


def _about_cell(scoring: Scoring, sub: SubCriterion, cells: int, most: int, w: Words) -> list[Line]:
    dossier, lines = scoring.dossier.code, []
    cell = scoring.shown(dossier, sub.code).cell
    if cell.rivals:
        values = w.listing(w.value(each) for each in cell.rivals)
        text = w.say("Two of your marks disagree ({values}): type the one that holds.", values=values)
        lines += _labelled("≠ ", text, cells, most, "bad")
    if cell.value == DECLINED or cell.reason:
        text = cell.reason
        lines += _labelled(f"{w.value(cell.value)} : ", text, cells, most, "strong")
    if observation := scoring.board.observation(dossier, sub.code):
        lines += _labelled("* ", observation, cells, most, "strong")
    return lines


def declared(scoring: Scoring, dossier: Dossier, w: Words) -> str:
    """The figures a dossier declares, with the names and units the document gives them."""
    parts = []
    for figure in scoring.room.definition.call.figures:
        if figure.code in dossier.figures:
            value = w.number(dossier.figures[figure.code], grouped=True)
            parts.append(f"{figure.title.lower()} {value} {figure.unit}".strip())
    return " · ".join(parts)


def elsewhere(scoring: Scoring, sub: SubCriterion, w: Words) -> tuple[str, str]:
    """The member's own marks on this line in the other dossiers; across dossiers, how far this dossier has come."""
    if scoring.view == "line":
        count = scoring.board.count(scoring.dossier.code)
        points = f"{w.number(count.points)} / {w.number(count.maximum)}"
        left = w.say_n("{n} line left", "{n} lines left", count.left) if count.left else w.say("complete")
        return w.say("Your sheet on {dossier}:", dossier=scoring.dossier.code) + " ", f"{points} · {left}"
    marks = [
        f"{each.code} {w.value(scoring.shown(each.code, sub.code).cell.value)}"
        for each in scoring.board.dossiers()
        if each.code != scoring.here[0]
    ]
    return w.say("Your {code} elsewhere:", code=sub.code) + " ", " · ".join(marks) or "–"


def _labelled(label: str, text: str, cells: int, most: int, role: str) -> list[Line]:
    wrapped = safe.wrap(label + " ".join(text.split()), cells, most)
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
    for criterion in definition.call.criteria:
        count = board.count(dossier, criterion.code)
        points = safe.fit(f"{w.number(count.points)} / {w.number(count.maximum)}", 9, right=True)
        missing = w.say_n("{n} line left", "{n} lines left", count.left) if count.left else w.say("complete")
        text = safe.fit(f" {criterion.code}  {points}   {missing}", max(0, width))
        lines.append(safe.line(text))
    left = scoring.left(dossier)
    if left:
        lines += _labelled(w.say("Without an answer:") + " ", ", ".join(left), width - 2, 2, "warn")
    elif board.sheet(dossier).handed_in:
        lines.append(safe.line(" ", Span(w.say("Your sheet is handed in; r opens it again."), "good")))
    else:
        lines.append(safe.line(" ", Span(w.say("Your sheet is complete; r hands it in."), "good")))
    return lines[:height]
