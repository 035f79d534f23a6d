"""What the document asks of a dossier, as ``grid show`` prints it: fields, pieces, headings, requirements."""

from __future__ import annotations

from collections.abc import Iterator

from commission.publication.cells import cells, wrapped
from commission.rules.asked import Asked, Requirement
from commission.rules.grid import Call
from commission.rules.text import one_line
from commission.words import Words
from commission.words.requirements import condition, consequence, field_kind, only_of


def fields_paper(asked: Asked, words: Words) -> Iterator[str]:
    """What each dossier declares that is no number."""
    if asked.fields:
        yield words.say("What each dossier declares besides")
    for each in asked.fields:
        yield from _item(each.title + words.say(": ") + field_kind(each, words) + _source(each.source), "  - ")


def pieces_paper(asked: Asked, words: Words) -> Iterator[str]:
    """The pieces to hand in, part by part, in the order of the document."""
    if asked.pieces:
        yield words.say("Pieces to hand in (only whether they are handed in is recorded)")
    for part in dict.fromkeys(each.part for each in asked.pieces):
        if part:
            yield from _item(words.say("{part}:", part=part), "  ")
        for each in asked.pieces:
            if each.part == part:
                title = each.title if each.mandatory else words.say("{piece}, where it is due", piece=each.title)
                yield from _item(f"{title}{_source(each.source)}", "  - ")


def headings_paper(asked: Asked, words: Words) -> Iterator[str]:
    """What the project must set out."""
    if asked.headings:
        yield words.say("What the project sets out")
    for each in asked.headings:
        yield from _item(f"{each.title}{_source(each.source)}", "  - ")


def requirements_paper(call: Call, words: Words) -> Iterator[str]:
    """What a dossier must satisfy before it is scored, and what failing it leads to."""
    if call.asked.requirements:
        yield words.say("What a dossier must satisfy before it is scored")
    for each in call.asked.requirements:
        yield from _requirement(each, call, words)


def _requirement(each: Requirement, call: Call, words: Words) -> Iterator[str]:
    code = one_line(each.code)
    yield from _item(f"{each.title}{_source(each.source)}", f"  {code}  ", " " * (cells(code) + 4))
    yield from _item(condition(each, call, words), "      ")
    if each.lots:
        yield from _item(only_of(each, call, words), "      ")
    yield from _item(words.say("otherwise: {consequence}", consequence=consequence(each, call, words)), "      ")


def _item(text: str, first: str, then: str = "") -> list[str]:
    return wrapped(one_line(text), first=first, then=then or " " * len(first))


def _source(source: str) -> str:
    return f" ({source})" if source else ""
