"""What the sheet says, line by line: rows, head and status. Pure: a place on the sheets in, lines out."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from commission.result.formulas import ALONE
from commission.rules.fault import Fault
from commission.rules.grid import DECLINED, NOT_APPLICABLE, NOT_SCORED, SubCriterion
from commission.session.state import EMPTY, Cell
from commission.tui import safe
from commission.tui.board import Count, Row
from commission.tui.packing import Piece, ends, pack
from commission.tui.safe import Line, Span
from commission.tui.scoring import Scoring
from commission.tui.typing import picked
from commission.words import Words
from commission.words.notations import criterion_tags, tagged

CURSOR = "▸"
CARET = "▁"
OBSERVED = "*"
WAITING = "…"
NARROW = 40
"""Below this width the quick mode and the state of the disk are said in short."""
WORD = 18
"""Cells that a word may take in the column of the marks."""


class Columns(NamedTuple):
    """Cells of each column of the sheet; ``title`` takes what the others leave."""

    code: int
    title: int
    mark: int
    maximum: int


def columns(scoring: Scoring, width: int, w: Words) -> Columns:
    """The columns of a sheet this wide."""
    definition = scoring.room.definition
    codes = [sub.code for sub in definition.call.subs]
    if scoring.view == "line":
        codes = [dossier.code for dossier in definition.dossiers]
    code = min(max((safe.width(each) for each in codes), default=2), 12 if width >= 60 else 6)
    totals = [sub.max for sub in definition.call.lines] + [definition.call.total]
    maximum = max(safe.width(w.number(each)) for each in totals)
    mark = max(safe.width(_short_value(each, w)) for each in (DECLINED, NOT_APPLICABLE))
    words = [safe.width(w.value(level.word)) + 1 for sub in definition.call.subs for level in sub.levels]
    mark = max(mark, min(max(words, default=0), WORD if width >= 60 else mark))
    return Columns(code, max(0, width - code - mark - maximum - 12), mark, maximum)


class Facts(NamedTuple):
    """What the line of a row says beside what is published: as long as these are the same, so is the line."""

    row: Row
    here: bool
    cell: Cell = EMPTY
    pending: bool = False
    observed: bool = False
    typed: str = ""
    wrong: Fault | None = None
    so_far: Count | None = None


def facts(scoring: Scoring, index: int) -> Facts:
    """What the line of this row, of a cell or a group, is to say."""
    row, here = scoring.rows[index], index == scoring.index
    if row.kind == "group":
        return Facts(row, here, so_far=scoring.count(row))
    sheet, waiting = scoring.board.sheet(row.dossier), scoring.pending.get((row.dossier, row.code))
    cell = waiting[-1] if waiting else sheet.cell(row.code)
    about = scoring.notice.about
    wrong = scoring.notice.fault if (about == (row.dossier, row.code) if about else here) else None
    typed = scoring.typing.text if here else ""
    return Facts(row, here, cell, bool(waiting), row.code in sheet.observations, typed, wrong)


def row_line(scoring: Scoring, index: int, at: Columns, w: Words) -> Line:
    """One row of the sheet."""
    row = scoring.rows[index]
    if row.kind == "group":
        return group_line(scoring, row, at, w)
    if row.kind == "end":
        return _end_line(scoring, index, at, w)
    if row.kind == "computed":
        return _computed_line(scoring, row, at, w)
    return _cell_line(scoring, facts(scoring, index), at, w)


def _cell_line(scoring: Scoring, known: Facts, at: Columns, w: Words) -> Line:
    row, sub = known.row, scoring.room.definition.call.sub(known.row.code)
    signs = (OBSERVED if known.observed else " ") + (WAITING if known.pending else " ")
    label = row.code if scoring.view == "dossier" else row.dossier
    title = tagged(sub, w) if scoring.view == "dossier" else scoring.room.definition.dossier(row.dossier).applicant
    mark = Span(safe.fit(_mark_text(known.cell.value, known.cell.rivals, w), at.mark, right=True), _role(known))
    title_span = Span(safe.fit(title, at.title))
    if known.wrong:
        title_span = Span(safe.fit(f"✗ {w.short(known.wrong)}", at.title), "bad")
    value = known.cell.value
    if known.typed:
        level = picked(known.typed, sub)
        value = level.word if level else value
        typed = w.value(level.word if level else known.typed.replace(",", ".")) + CARET
        mark = Span(safe.fit_end(typed, at.mark), "edit")
    return safe.line(
        Span(f"{CURSOR if known.here else ' '} ", "key"),
        Span(safe.fit(label, at.code), "code"),
        "  ",
        title_span,
        "  ",
        mark,
        Span(safe.fit(_beside(sub, value, w), at.maximum + 3), "muted"),
        Span(f" {signs}", "sign"),
        fill="cursor" if known.here else "",
    )


def _beside(sub: SubCriterion, value: str, w: Words) -> str:
    """What stands after a mark: the maximum, what a word is worth, nothing where the line has neither."""
    worth = sub.points(value) if sub.in_words else None
    if worth is not None:
        return f" = {w.number(worth)}"
    return "" if sub.max is None else f" / {w.number(sub.max)}"


def _computed_line(scoring: Scoring, row: Row, at: Columns, w: Words) -> Line:
    """A line that nobody scores, with the points that its figure gives, or why it gives none."""
    sub = next(each for each in scoring.room.definition.call.lines if each.code == row.code)
    found = scoring.board.computed(row.dossier)[row.code]
    value = w.number(found) if isinstance(found, Fraction) else w.say("n/a") if found.code == ALONE else "?"
    title = w.say("computed · {title}", title=tagged(sub, w))
    text = f"  {safe.fit(row.code, at.code)}  {safe.fit(title, at.title)}  {safe.fit(value, at.mark, right=True)}"
    return safe.line(Span(text, "muted"), Span(safe.fit(_beside(sub, "", w), at.maximum + 3), "muted"), "   ")


def group_line(scoring: Scoring, row: Row, at: Columns, w: Words) -> Line:
    """The head of a criterion with its subtotal, or of a lot with its progress."""
    definition = scoring.room.definition
    count = scoring.count(row)
    if scoring.view == "line":
        lot = definition.lot(row.group)
        title = safe.fit(lot.title, at.code + at.title + 2)
        figures = safe.fit(f"{count.answered} / {count.lines}", at.mark + at.maximum + 3, right=True)
        return safe.line(" ", Span(title, "group-title"), "   ", Span(figures, "group-title"), "   ", fill="group")
    criterion = next(each for each in definition.call.criteria if each.code == row.group)
    return safe.line(
        " ",
        Span(safe.fit(criterion.code, at.code), "group-title"),
        "  ",
        Span(safe.fit(" · ".join([*criterion_tags(criterion, w), criterion.title]), at.title), "group-title"),
        "   ",
        Span(safe.fit(_sum(count, w), at.mark, right=True), "group-title"),
        Span(safe.fit(_out_of(count, w), at.maximum + 3)),
        "   ",
        fill="group",
    )


def _end_line(scoring: Scoring, index: int, at: Columns, w: Words) -> Line:
    here = index == scoring.index
    pieces = [Span(f"{CURSOR if here else ' '} ", "key")]
    if scoring.view == "line":
        text = w.say("End of line {code}. Enter: the next line", code=scoring.here[1])
        return safe.line(*pieces, Span(text, "end"), fill="cursor" if here else "")
    count = scoring.board.progress(scoring.here[0])
    text = safe.fit(ending(scoring, w), at.code + at.title + 2)
    return safe.line(
        *pieces,
        Span(text, "end"),
        "  ",
        Span(safe.fit(_sum(count, w), at.mark, right=True), "group-title"),
        Span(safe.fit(_out_of(count, w), at.maximum + 3), "muted"),
        "   ",
        fill="cursor" if here else "",
    )


def ending(scoring: Scoring, w: Words) -> str:
    """What stands at the end of a dossier: complete or what is missing, and what Enter does next."""
    left, following = scoring.left(scoring.here[0]), scoring.following()
    if left:
        return w.say_n("{n} line left. Enter: {code}", "{n} lines left. Enter: {code}", len(left), code=left[0])
    if following is None:
        return w.say("Complete, and all your dossiers are scored")
    return w.say("Complete. Enter: {dossier}", dossier=following.code)


def head(scoring: Scoring, width: int, w: Words, member: str) -> list[Line]:
    """The two lines above the sheet: the session and who scores; the dossier (or the line) and where it stands."""
    definition = scoring.room.definition
    first = ends([Span(" "), Span(definition.title)], [Span(member, "bar-strong"), Span(" ")], width, "bar")
    dossiers = [each.code for each in scoring.board.dossiers()]
    if scoring.view == "line":
        codes = [sub.code for sub in definition.call.subs]
        sub = definition.call.sub(scoring.here[1])
        place, name, title = f"{codes.index(sub.code) + 1}/{len(codes)}", sub.code, sub.title
        flags = [Span(w.say("all your dossiers"), "muted")]
    else:
        dossier = definition.dossier(scoring.here[0])
        place = f"{dossiers.index(dossier.code) + 1}/{len(dossiers)}" if dossier.code in dossiers else "–"
        name = dossier.code
        title = f"{dossier.applicant} · {dossier.title}" if dossier.title else dossier.applicant
        flags = [Span(state_of(scoring, dossier.code, w), "good")]
    left = [Span(f" ‹ {place} ›  ", "muted"), Span(name, "strong"), Span(f"  {title}")]
    return [first, ends(left, [*flags, Span(" ")], width)]


def state_of(scoring: Scoring, dossier: str, w: Words) -> str:
    """Why a dossier's sheet cannot be written on, in a word; empty where it can."""
    if dossier in scoring.room.state.refused:
        return w.say("refused")
    if dossier in scoring.room.state.withdrawn:
        return w.say("withdrawn")
    return w.say("handed in") if scoring.board.sheet(dossier).handed_in else ""


def status(scoring: Scoring, width: int, w: Words) -> Line:
    """What must always be seen: on disk or not, the criterion's subtotal, what is left, the total, quick mode."""
    quick_in_short = width < NARROW and scoring.typing.quick
    pieces = [Piece((_disk_in_short(scoring, w) if quick_in_short else _disk(scoring, w),), 9)]
    sub = scoring.sub
    if scoring.view == "dossier":
        if sub:
            count = scoring.board.progress(scoring.here[0], sub.criterion)
            if points := _sum(count, w) + _out_of(count, w):
                pieces.append(Piece((Span(f"{sub.criterion} "), Span(points, "strong")), 6))
        whole = points_of(scoring.board.progress(scoring.here[0]), w)
        total = w.say("criteria compared in their order") if _in_order(scoring) else w.say("Total")
        pieces.append(Piece((Span(f"{total} "), Span(whole, "strong")), 3))
        left = len(scoring.left(scoring.here[0]))
    else:
        left = scoring.board.progress_line(scoring.here[1]).left
    pieces.append(Piece((Span(w.say_n("{n} line left", "{n} lines left", left) if left else w.say("complete")),), 7))
    quick = w.say("F2 QUICK MODE ON") if scoring.typing.quick else w.say("F2 quick mode off")
    quick = w.say("F2 QUICK") if quick_in_short else quick
    pieces.append(Piece((Span(quick, "quick" if scoring.typing.quick else "muted"),), 8 if scoring.typing.quick else 4))
    return pack(pieces, width, fill="status")[0]


def _disk(scoring: Scoring, w: Words) -> Span:
    """Whether all is on disk. What is being typed is not, nor what was just refused, whatever was written before it."""
    at = scoring.disk
    if at == "saved" and scoring.notice.fault:
        at = "refused"
    elif at == "saved" and scoring.typing.text:
        return Span("…", "warn")
    return {
        "writing": Span(w.say("… writing"), "warn"),
        "saved": Span(w.say("✓ saved"), "good"),
        "refused": Span(w.say("✗ not saved"), "bad"),
    }.get(at, Span(w.say("no change yet"), "muted"))


def _disk_in_short(scoring: Scoring, w: Words) -> Span:
    """The same as its sign alone, nothing where nothing was changed: the quick mode must be seen beside it."""
    whole = _disk(scoring, w)
    return whole._replace(text=whole.text[0]) if scoring.disk else Span("")


def _in_order(scoring: Scoring) -> bool:
    """Whether the grid has no total: its criteria are compared one after the other."""
    return scoring.room.definition.call.combine == "lexicographic"


def said(scoring: Scoring, w: Words) -> Span:
    """What was said last: a refusal in full, with the cell it is about where the cursor has left it, or a message."""
    notice = scoring.notice
    if notice.fault:
        return Span(f"✗ {_cell_left(scoring, w)}{w.short(notice.fault)}", "bad")
    text = w.say(notice.message, **notice.fields) if notice.message else ""
    return Span(f"✗ {text}" if notice.kind == "refused" else text, "bad" if notice.kind == "refused" else "strong")


def _cell_left(scoring: Scoring, w: Words) -> str:
    """The cell that a refusal is about, where the cursor no longer stands on it."""
    about = scoring.notice.about
    if about is None or (about == scoring.here and scoring.row.kind == "cell"):
        return ""
    return " ".join(about[1:] if about[0] == scoring.here[0] else about) + w.say(": ")


def points_of(count: Count, w: Words) -> str:
    """« 15 / 20 », the bonus after it where there is any; « 165 » without a maximum."""
    found = _sum(count, w) + _out_of(count, w)
    if not count.bonus:
        return found
    return w.say("{points} + {bonus} bonus", points=found, bonus=w.number(count.bonus)) if found else _bonus(count, w)


def _bonus(count: Count, w: Words) -> str:
    return w.say("{bonus} bonus", bonus=w.number(count.bonus))


def _sum(count: Count, w: Words) -> str:
    """The points so far; nothing where the lines make no figure."""
    return "" if count.points is None else w.number(count.points)


def _out_of(count: Count, w: Words) -> str:
    return "" if count.maximum is None else f" / {w.number(count.maximum)}"


def _short_value(value: str, w: Words) -> str:
    if value == DECLINED:
        return w.say("no op.")
    return w.say("n/a") if value == NOT_APPLICABLE else w.value(value)


def _mark_text(value: str, rivals: tuple[str, ...], w: Words) -> str:
    if rivals:
        return " ≠ ".join(_short_value(each, w) for each in rivals)
    return _short_value(value, w)


def _role(known: Facts) -> str:
    if known.pending:
        return "warn"
    if known.cell.rivals:
        return "bad"
    return "muted" if known.cell.value == NOT_SCORED else "mark"
