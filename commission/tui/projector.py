"""What stands on the wall: a title and nothing else, sheets handed in, or what is opened of a lot. Pure, and large.

Nothing here reads a mark of its own: rankings and marks are handed in by whoever asked ``session.access``.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD

from commission.publication.projected import Projected, phase_text, projected
from commission.result.deliberated import Adopted
from commission.result.ranking import LotRanking
from commission.session.definition import WHOLE_CALL, Definition
from commission.session.state import State
from commission.tui import safe
from commission.tui.desk_debate import Table, initials
from commission.tui.desk_progress import lot_title
from commission.tui.safe import BLANK, Line, Span, line
from commission.words import Words

EDGE = 4
"""Cells left free on either side."""
BIG = 6
"""Rows of a lot with large digits, the blank one below included."""


def neutral(state: State, width: int, height: int) -> list[Line]:
    """The title of the call in the middle, and nothing else."""
    found = safe.wrap(state.definition.call.title, max(10, width - 4 * EDGE), 6)
    rows = [row for text in found for row in (line(_middle(text, width), fill=""), BLANK)][:-1]
    strong = [line(Span(row.text, "strong")) if row.text else BLANK for row in rows]
    return [*[BLANK] * max(0, (height - len(strong)) // 2), *strong]


def sheets(state: State, width: int, height: int, w: Words) -> list[Line]:
    """How many sheets are handed in, lot by lot: in large digits where they fit, else in a line each."""
    found = projected(state)
    lines = _title(state.definition.call.title, width)
    if len(lines) + BIG * len(found) <= height:
        return [*lines, *(row for each in found for row in (*_big(state.definition, each, width, w), BLANK))]
    spaced = len(lines) + 3 * len(found) <= height
    for each in found:
        rows = [line(Span(safe.clip(_lot(state.definition, each), width - 2), "strong"))]
        rows.append(line(safe.clip("    " + _counted(each, w), width - 2)))
        lines += (
            [*rows, BLANK] if spaced else [line(safe.clip(" · ".join(row.text.strip() for row in rows), width - 2))]
        )
    return lines


def ranking(definition: Definition, found: LotRanking, width: int, height: int, w: Words) -> list[Line]:
    """The ranking of an opened lot, a dossier a row, a blank row between where they fit. Who withdrew is not said."""
    adopted = found.deliberated.adopted
    if adopted is not None and adopted.stands:
        heading, rows = w.say("Ranking adopted by the commission"), _adopted(adopted, width, w)
    else:
        heading, rows = w.say("Proposed ranking"), _proposed(definition, found, width, w)
    lines = [*_title(f"{heading} · {_of(definition, found)}", width)]
    if not rows:
        return [*lines, line(" " * EDGE, w.say("No dossier has a rank yet."))]
    spaced = len(lines) + 2 * len(rows) <= height
    return [*lines, *(row for each in rows for row in ((each, BLANK) if spaced else (each,)))]


def marks(shown: Table, width: int) -> list[Line]:
    """One dossier of an opened lot: lines × members, what diverges first; whose initials these are. No observation."""
    dossier = shown.debate.dossier
    lines = _title(f"{dossier.code}  {dossier.applicant}", width)
    named = zip(initials(shown.debate.seats), shown.debate.seats, strict=True)
    whose = " · ".join(f"{letters} {member.name}" for letters, member in named)
    lines += [line("  ", each) for each in safe.wrap(shown.standing(), width - 3, 2)]
    lines += [*(line(Span(f"  {each}", "muted")) for each in safe.wrap(whose, width - 3, 6)), shown.heading()]
    return [*lines, *(line("  ", *each.line.spans) for each in shown.items())]


def _title(text: str, width: int) -> list[Line]:
    rows = safe.wrap(text, max(10, width - 2 * EDGE), 2)
    return [BLANK, *(line(Span(_middle(each, width), "strong")) for each in rows), BLANK]


def _middle(text: str, width: int) -> str:
    return " " * max(0, (width - safe.width(text)) // 2) + text


def _lot(definition: Definition, each: Projected) -> str:
    return definition.call.title if each.lot.code == WHOLE_CALL else lot_title(definition, each.lot)


def _of(definition: Definition, found: LotRanking) -> str:
    return lot_title(definition, found.lot)


def _counted(each: Projected, w: Words) -> str:
    if each.phase == "no-sheets":
        return phase_text(each, w)
    counted = w.say_n(
        "{n} sheet handed in of {all}", "{n} sheets handed in of {all}", each.handed_in, all=each.expected
    )
    return f"{counted} · {phase_text(each, w)}"


def _big(definition: Definition, each: Projected, width: int, w: Words) -> list[Line]:
    """The lot, then its figures three rows high: « 9 fiches remises sur 12 »."""
    title = [line(Span(" " * EDGE + safe.clip(_lot(definition, each), width - 2 * EDGE), "strong"))]
    if each.phase == "no-sheets":
        return [*title, BLANK, line(" " * EDGE, phase_text(each, w)), BLANK, BLANK]
    done, all_ = digits(str(each.handed_in)), digits(str(each.expected))
    between = safe.width(w.say("sheets handed in, of"))
    middle = ["", w.say("sheets handed in, of"), ""]
    rows = [
        line(" " * EDGE, Span(one, "strong"), "  ", safe.fit(said, between), "  ", Span(other, "strong"))
        for one, said, other in zip(done, middle, all_, strict=True)
    ]
    return [*title, *rows, line(" " * EDGE, Span(phase_text(each, w), "muted"))]


def digits(number: str) -> list[str]:
    """A whole number three rows high."""
    rows = DIGITS3X3_BOLD
    places = [DIGITS.index(each) * 3 for each in number]
    return [" ".join(rows[place + row].ljust(3) for place in places) for row in range(3)]


def _proposed(definition: Definition, found: LotRanking, width: int, w: Words) -> list[Line]:
    places = definition.rules.display_places
    rows = []
    for each in found.ranking:
        rank = w.say("{rank} tied", rank=each.place) if each.tied else str(each.place)
        total = "" if each.total is None else w.number(each.total, places)
        rows.append(_row(rank, f"{each.dossier.code}  {each.dossier.applicant}", total, width))
    return rows


def _adopted(adopted: Adopted, width: int, w: Words) -> list[Line]:
    ranks = [w.say("{rank} tied", rank=each.place) if each.tied else str(each.place) for each in adopted.places]
    named = [f"{each.dossier.code}  {each.dossier.applicant}" for each in adopted.places]
    return [_row(rank, name, "", width) for rank, name in zip(ranks, named, strict=True)]


def _row(rank: str, name: str, total: str, width: int) -> Line:
    room = max(10, width - 2 * EDGE - 12 - 10)
    return line(
        " " * EDGE,
        Span(safe.fit(rank, 12), "strong"),
        safe.fit(name, room),
        Span(safe.fit(total, 10, right=True), "strong"),
    )


def below(lines: Sequence[Line], top: int, height: int) -> tuple[list[Line], int]:
    """The part of these lines that fits, from ``top`` on, or from where the last ones show."""
    top = max(0, min(top, len(lines) - height))
    return list(lines[top : top + height]), top
