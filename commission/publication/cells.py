"""Text laid out in columns as a terminal or a mail shows it: widths counted in cells, never in characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

WIDTH = 80
"""What a mail, a terminal and a sheet of paper all hold."""

_BREAKS = re.compile("(?<!«) (?![:;?!»])")
_NO_CELL = frozenset({"Mn", "Me", "Cf"})


def cells(text: str) -> int:
    """How many cells ``text`` takes: wide East Asian characters and emoji two, accents that combine none."""
    if text.isascii():
        return len(text)
    return sum(map(_cell, text))


@lru_cache(maxsize=1 << 12)
def _cell(char: str) -> int:
    category = unicodedata.category(char)
    if category in _NO_CELL:
        return 0
    if category == "Cn":  # not assigned yet: Python calls some of these wide
        return 1
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def cut(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, ending in an ellipsis where it was longer."""
    if cells(text) <= width:
        return text
    taken, used = [], 0
    for char in text:
        used += _cell(char)
        if used > width - 1:
            break
        taken.append(char)
    return "".join(taken).rstrip() + "…"


def left(text: str, width: int) -> str:
    """``text`` cut to ``width`` cells and filled up on the right."""
    kept = cut(text, width)
    return kept + " " * (width - cells(kept))


def right(text: str, width: int) -> str:
    """``text`` cut to ``width`` cells and filled up on the left."""
    kept = cut(text, width)
    return " " * (width - cells(kept)) + kept


def wrapped(text: str, width: int = WIDTH, first: str = "", then: str = "") -> list[str]:
    """``text`` in lines of at most ``width`` cells, after ``first`` on the first one and ``then`` on the others.

    It breaks at spaces, never before a French « : » nor inside « » at its edges, and inside a word only where the word
    is longer than a line.
    """
    lines, line = [], first
    empty = True
    for word in _pieces(text, width - max(cells(first), cells(then))):
        joined = line + word if empty else f"{line} {word}"
        if not empty and cells(joined) > width:
            lines.append(line)
            joined = then + word
        line, empty = joined, False
    return [*lines, line.rstrip()]


def _pieces(text: str, width: int) -> Iterable[str]:
    for word in _BREAKS.split(text):
        piece, used = "", 0
        for char in word:
            if used + _cell(char) > width:
                yield piece
                piece, used = "", 0
            piece, used = piece + char, used + _cell(char)
        yield piece


def table(
    rows: Sequence[Sequence[str]], widths: Sequence[int], numeric: Sequence[bool], indent: str = " "
) -> list[str]:
    """Rows of cells, two spaces between columns; a numeric column stands to the right."""
    return [
        (indent + "  ".join(_column(*each) for each in zip(row, widths, numeric, strict=True))).rstrip() for row in rows
    ]


def _column(text: str, width: int, numeric: bool) -> str:
    return right(text, width) if numeric else left(text, width)
