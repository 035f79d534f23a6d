"""How one line of a grid is scored: points, levels, yes or no, an opinion, or a figure turned into a mark by a formula.

One notation a line. What a person types is read here into the one spelling that journals keep, and what a journal keeps
is worth points here: nothing else knows the difference between 6,5 and « très satisfaisant ».
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

import msgspec

from commission.rules.text import sort_key

Kind = Literal["points", "levels", "yes-no", "opinion", "figure"]
YES, NO = "yes", "no"
"""What a journal keeps of a yes-or-no line, whatever the language of the screen."""
SPOKEN = {YES: ("yes", "y", "oui", "o"), NO: ("no", "n", "non")}
MEANT = {
    "declined": ("declined", "ne se prononce pas", "nspp", "abs"),
    "not-applicable": ("not-applicable", "not applicable", "sans objet", "sans-objet", "so", "n/a"),
}
"""What says that a member gives no opinion, or that a line has no object: the same words wherever a mark is typed."""
KEPT = ("declined", "ne se prononce pas", "nspp", "not-applicable", "not applicable", "sans objet", "so")
"""Of these, what no level may be called, on any line."""
FAVORABLE, UNFAVORABLE = "favorable", "défavorable"
"""The words of an opinion where the file gives none."""
_NUMBER = re.compile(r"[0-9]{1,2}(?![0-9])")
Formula = Literal["inverse", "linear", "to-mean", "steps", "to-best"]
COMPARING = frozenset({"inverse", "to-mean", "to-best"})
"""The formulas that compare the dossiers of a lot with each other: nothing comes of them for one dossier alone."""


class Level(msgspec.Struct, frozen=True):
    """A word that may be given and what it is worth: None for an opinion, which enters no total.

    ``reason`` says that whoever gives it must say why.
    """

    word: str
    value: Fraction | None
    reason: bool = False


class Computed(msgspec.Struct, frozen=True):
    """A mark that nobody gives: ``figure`` of each dossier, turned into points by a named formula.

    ``low`` and ``high`` bound the linear formula (``low`` gives 0, ``high`` the maximum; ``low`` above ``high`` where
    less is better); ``ranges`` are the (from, points) of the formula by steps, ascending; ``absent`` and ``zero`` say
    what a missing figure and a zero are worth: None leaves the dossier without a total.
    """

    formula: Formula
    figure: str
    low: Fraction | None = None
    high: Fraction | None = None
    ranges: tuple[tuple[Fraction, Fraction], ...] = ()
    absent: Fraction | None = None
    zero: Fraction | None = None


def choices(levels: tuple[Level, ...]) -> dict[str, Level]:
    """The words of a line by the number that picks each: their own where every word begins with one ("2 – moyen"), else
    1, 2, 3 in their order.
    """
    own = [_NUMBER.match(each.word) for each in levels]
    numbers = [match[0] for match in own if match]
    if len(set(numbers)) < len(levels):
        numbers = [str(place) for place in range(1, len(levels) + 1)]
    return dict(zip(numbers, levels, strict=True))


def pick(text: str, levels: tuple[Level, ...]) -> Level | None:
    """The level that a person means on a screen: by its number, else as ``find_level``."""
    return choices(levels).get(text.strip()) or find_level(text, levels)


def meant(text: str, levels: tuple[Level, ...] = ()) -> str:
    """The journal's word for what says no opinion or no object; empty for all else, a level of that very name included."""
    typed = sort_key(" ".join(text.split()))[0]
    if any(sort_key(each.word)[0] == typed for each in levels):
        return ""
    return next((value for value, words in MEANT.items() if typed in words), "")


def find_level(text: str, levels: tuple[Level, ...]) -> Level | None:
    """The level that a typed text names: its word whatever case or accents, or the beginning of one word only."""
    typed = sort_key(text.strip())[0]
    named = [each for each in levels if sort_key(each.word)[0] == typed]
    named = named or [each for each in levels if typed in _spoken(each.word)]
    named = named or [each for each in levels if typed and sort_key(each.word)[0].startswith(typed)]
    return named[0] if len(named) == 1 else None


def _spoken(word: str) -> tuple[str, ...]:
    return SPOKEN.get(word, ())
