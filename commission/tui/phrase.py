"""A mark in words: ``b5 6,5 bon partenariat``, ``nord-2 b5 6,5``, ``b5 nspp sans élément``, read.

After the code comes a value: a word that is none is refused, never taken for an observation. An observation alone says
so: ``b5 obs bon partenariat``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commission.rules.fault import Refused, fault
from commission.rules.grid import Call, SubCriterion, read_mark
from commission.rules.notation import meant, pick

ALONE = "obs"
"""What stands in the place of the value before an observation alone, in every language of the screen."""


class Phrase(NamedTuple):
    """What a line says: a cell, then a value, an observation, the reason of a value; each may be empty but the cell."""

    dossier: str
    code: str
    value: str = ""
    text: str = ""
    why: bool = False
    """Whether the text is the reason of the value rather than an observation."""


def parse(typed: str, call: Call, step: object, dossiers: Sequence[str], here: str) -> Phrase:
    """What this line means. Raises Refused: no such line, no such mark, or no observation; nothing is guessed."""
    words = typed.split()
    dossier = here
    if words and (named := [each for each in dossiers if each.casefold() == words[0].casefold()]):
        dossier, words = named[0], words[1:]
    if not words:
        raise Refused(fault("unknown-sub", found=typed.strip(), known=[sub.code for sub in call.subs]))
    sub = call.sub(words[0])
    if len(words) == 1:
        return Phrase(dossier, sub.code)
    rest = " ".join(words[2:])
    if _is_alone(words[1], sub):
        if not rest:
            raise Refused(fault("said-no-observation", sub=sub.code))
        return Phrase(dossier, sub.code, "", rest)
    if word := meant(words[1], sub.levels):
        return Phrase(dossier, sub.code, word, rest, why=True)
    if sub.in_words:
        return _worded(dossier, sub, words[1:])
    read_mark(words[1], sub, step)  # type: ignore[arg-type]
    return Phrase(dossier, sub.code, words[1].replace(".", ","), _observation(words[2:], sub))


def _is_alone(word: str, sub: SubCriterion) -> bool:
    return word.casefold() == ALONE and all(each.word.casefold() != ALONE for each in sub.levels)


def _observation(words: Sequence[str], sub: SubCriterion) -> str:
    """The text after a value, with or without the sign that an observation alone needs."""
    return " ".join(words[1:] if words and _is_alone(words[0], sub) else words)


def _worded(dossier: str, sub: SubCriterion, words: Sequence[str]) -> Phrase:
    """On a line scored in words: the longest beginning that is one of them, or its number; then the text.

    A word said in part is taken only where nothing of it can be mistaken for the text. Raises Refused.
    """
    for length in range(len(words), 0, -1):
        level = pick(" ".join(words[:length]), sub.levels)
        whole = level is not None and (length >= len(level.word.split()) or words[0].isdigit())
        if level is not None and (whole or length == len(words)):
            return Phrase(dossier, sub.code, level.word, _observation(words[length:], sub), why=level.reason)
    raise Refused(fault("mark-not-a-level", found=words[0], sub=sub.code, known=[each.word for each in sub.levels]))


def completions(typed: str, call: Call, dossiers: Sequence[str]) -> list[str]:
    """The codes that the last word typed begins, in the grid's order: lines, and dossiers as a first word."""
    head, _, last = typed.rpartition(" ")
    if not last:
        return []
    codes = [sub.code for sub in call.subs]
    if not head:
        codes += list(dossiers)
    elif head.casefold() not in {each.casefold() for each in dossiers}:
        return []
    prefix = f"{head} " if head else ""
    return [prefix + each for each in codes if each.casefold().startswith(last.casefold())]
