"""Putting several short pieces on one line or two: what counts most stays when the terminal is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from commission.tui import safe
from commission.tui.safe import Line, Span


class Piece(NamedTuple):
    """Spans that stand together. ``weight``: the heavier stays longer when room is short."""

    spans: tuple[Span, ...]
    weight: int = 0

    @property
    def width(self) -> int:
        """Cells it takes."""
        return sum(safe.width(each.text) for each in self.spans)


def pack(pieces: Sequence[Piece], cells: int, *, lines: int = 1, gap: str = "   ", fill: str = "") -> list[Line]:
    """``pieces`` in their order on at most ``lines`` lines; the lightest leave until the others fit."""
    return list(_packed(tuple(pieces), cells, lines, gap, fill))


@lru_cache(256)
def _packed(pieces: tuple[Piece, ...], cells: int, lines: int, gap: str, fill: str) -> tuple[Line, ...]:
    """Kept, as ``_ended`` is: most keys leave most lines as they are."""
    kept = [each for each in pieces if each.spans and each.width]
    while kept and (laid := _lay(kept, cells, gap)) and len(laid) > lines:
        kept.remove(min(kept, key=lambda each: each.weight))
    if not kept:
        return (Line(fill=fill),)
    return tuple(safe.line(*_joined(row, gap), fill=fill) for row in _lay(kept, cells, gap))


def ends(left: Sequence[Span], right: Sequence[Span], cells: int, fill: str = "") -> Line:
    """``left`` at the left and ``right`` at the right; the left one is cut where both do not fit."""
    return _ended(tuple(left), tuple(right), cells, fill)


@lru_cache(256)
def _ended(left: tuple[Span, ...], right: tuple[Span, ...], cells: int, fill: str) -> Line:
    taken = sum(safe.width(each.text) for each in right)
    room = max(0, cells - taken - 1)
    kept: list[Span] = []
    for each in left:
        piece = Span(safe.clip(each.text, room), each.role)
        room -= safe.width(piece.text)
        kept.append(piece)
        if room <= 0:
            break
    used = sum(safe.width(each.text) for each in kept)
    return safe.line(*kept, Span(" " * max(1, cells - used - taken)), *right, fill=fill)


def _lay(pieces: Sequence[Piece], cells: int, gap: str) -> list[list[Piece]]:
    rows: list[list[Piece]] = [[]]
    taken = 1
    for each in pieces:
        needed = each.width + (len(gap) if rows[-1] else 0)
        if rows[-1] and taken + needed > cells:
            rows.append([])
            taken, needed = 1, each.width
        rows[-1].append(each)
        taken += needed
    return rows


def _joined(row: Sequence[Piece], gap: str) -> list[Span]:
    spans: list[Span] = [Span(" ")]
    for place, each in enumerate(row):
        spans += [Span(gap)] if place else []
        spans += each.spans
    return spans
