"""The only ways to show a string. Whatever came from a file or a keyboard is made harmless here, and never is markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from commission.rules.text import one_line, visible

LONGEST = 4000
"""No screen is wider; a name of 10 000 characters is cut before it is measured."""
KEPT = 2000
"""How many answers each pure function here keeps: a key changes little, and most of a screen is as it was at the last."""


class Span(NamedTuple):
    """A piece of a line: its text, and the role that gives it a style (``"muted"``); colour is never its only sense."""

    text: str
    role: str = ""


class Line(NamedTuple):
    """One line of a screen: its pieces, and the role of the whole line, laid beneath them (``"cursor"``)."""

    spans: tuple[Span, ...] = ()
    fill: str = ""

    @property
    def text(self) -> str:
        """What the line says, without its style."""
        return "".join(span.text for span in self.spans)


BLANK = Line()


def line(*pieces: str | Span, fill: str = "") -> Line:
    """A line made of these pieces, each made harmless."""
    return _line(pieces, fill)


@lru_cache(KEPT)
def _line(pieces: tuple[str | Span, ...], fill: str) -> Line:
    spans = (piece if isinstance(piece, Span) else Span(piece) for piece in pieces)
    return Line(tuple(Span(one_line(each.text[:LONGEST]), each.role) for each in spans if each.text), fill)


def span(text: str, role: str = "") -> Span:
    """One piece, made harmless."""
    return Span(one_line(text[:LONGEST]), role)


def content(text: str, style: str = "") -> Content:
    """``text`` for a widget of Textual, made harmless, never read as markup."""
    return Content(visible(text), strip_control_codes=True).stylize(style) if style else Content(visible(text))


def plain(text: str) -> str:
    """``text`` for the few places that take a bare string and read no markup in it (an input's value, a title)."""
    return one_line(text)


def paragraphs(text: str) -> str:
    """``text`` of several lines for a text area, made harmless."""
    return visible(text)


def width(text: str) -> int:
    """How many cells of the terminal ``text`` takes once it is harmless."""
    return _width(text)


@lru_cache(KEPT)
def _width(text: str) -> int:
    return cell_len(one_line(text[:LONGEST]))


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """``text`` in exactly this many cells: cut with an ellipsis, or padded (on the left where ``right``)."""
    return _fit(text, cells, right)


@lru_cache(KEPT)
def _fit(text: str, cells: int, right: bool) -> str:
    if cells <= 0:
        return ""
    clean = one_line(text[:LONGEST])
    taken = cell_len(clean)
    if taken > cells:
        return set_cell_size(clean, cells - 1) + "…"
    padding = " " * (cells - taken)
    return padding + clean if right else clean + padding


def fit_end(text: str, cells: int) -> str:
    """``text`` at the right of exactly this many cells, its beginning cut: what is being typed shows where it goes on."""
    if cells <= 0:
        return ""
    clean = one_line(text[-LONGEST:])
    while (taken := cell_len(clean)) > cells:
        clean = "…" + clean.lstrip("…")[1:]
    return " " * (cells - taken) + clean


def clip(text: str, cells: int) -> str:
    """``text`` in at most this many cells, cut with an ellipsis."""
    return fit(text, min(cells, cell_len(one_line(text[:LONGEST]))))


def cut(drawn: Line, cells: int) -> Line:
    """A line in at most this many cells, what goes beyond cut with an ellipsis."""
    if sum(width(each.text) for each in drawn.spans) <= cells:
        return drawn
    kept: list[Span] = []
    left = cells
    for each in drawn.spans:
        taken = width(each.text)
        if taken >= left:
            kept.append(Span(clip(f"{each.text}…" if taken == left else each.text, left), each.role))
            break
        kept.append(each)
        left -= taken
    return Line(tuple(kept), drawn.fill)


def wrap(text: str, cells: int, lines: int) -> Sequence[str]:
    """``text`` in lines of at most ``cells``, broken at spaces; at most ``lines``, the last with an ellipsis if cut."""
    return _wrap(text, cells, lines)


@lru_cache(KEPT)
def _wrap(text: str, cells: int, lines: int) -> tuple[str, ...]:
    wrapped: list[str] = []
    for paragraph in visible(text[:LONGEST]).split("\n"):
        wrapped += _wrap_one(one_line(paragraph), max(1, cells))
        if len(wrapped) > lines:
            break
    if len(wrapped) > lines:
        wrapped = wrapped[: max(0, lines)]
        if wrapped:
            last = wrapped[-1]
            wrapped[-1] = (last if cell_len(last) < cells else set_cell_size(last, cells - 1).rstrip()) + "…"
    return tuple(wrapped)


def _wrap_one(text: str, cells: int) -> list[str]:
    lines: list[str] = []
    current = ""
    for word in text.split(" "):
        longer = f"{current} {word}" if current else word
        if cell_len(longer) <= cells:
            current = longer
            continue
        if current:
            lines.append(current)
        current = word
        while cell_len(current) > cells:
            head = set_cell_size(current, cells).rstrip()
            lines.append(head)
            current = current[max(1, len(head)) :]
    return [*lines, current]


def strip(drawn: Line, cells: int, style: Callable[[str], Style]) -> Strip:
    """A line as a terminal strip of exactly this width; ``style`` says what a role looks like."""
    base = style("") + style(drawn.fill) if drawn.fill else style("")
    segments: Iterable[Segment] = (
        Segment(one_line(each.text), base + style(each.role) if each.role else base) for each in drawn.spans
    )
    return Strip(segments).adjust_cell_length(cells, base)
