"""A sharing laid out as the document prints it: the envelope, the keys, each part under its group with its subtotal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from commission.publication.cells import WIDTH, cells, table, wrapped
from commission.publication.plain import plain
from commission.result.allocation import printed_facts
from commission.rules.sharing import Printed, Sharing
from commission.rules.text import clip, one_line
from commission.words import Words


def sharing_paper(sharing: Sharing, words: Words) -> str:
    """The whole page, 80 cells wide; nothing is computed but what can be verified of what is printed."""
    parts = (_head(sharing, words), _keys(sharing, words), _lines(sharing, words), _facts(sharing, words))
    lists = (
        _listed(words.say("Notes on the document"), sharing.notes),
        _listed(words.say("What the document does not publish"), (text for _, text in sharing.unpublished)),
    )
    return "\n\n".join("\n".join(part) for part in map(list, (*parts, *lists)) if part) + "\n"


def sharing_value(sharing: Sharing, sha256: str) -> dict[str, Any]:
    """The same under the keys of the file, amounts exact."""
    return {
        "format": 1,
        "grid": sha256,
        "kind": "sharing",
        **{
            name: plain(getattr(sharing, name)) for name in ("code", "title", "source", "envelope", "floor", "invented")
        },
        "keys": [
            {"code": each.code, "title": plain(each.title), "weight": plain(each.weight)} for each in sharing.keys
        ],
        "printed": [_printed(each) for each in sharing.printed],
        "subtotals": [_printed(each) for each in sharing.subtotals],
        "notes": plain(sharing.notes),
        "unpublished": [{"subject": subject, "text": plain(text)} for subject, text in sharing.unpublished],
    }


def _printed(each: Printed) -> dict[str, Any]:
    return {"group": plain(each.group), "title": plain(each.title), "amount": plain(each.amount)}


def _head(sharing: Sharing, words: Words) -> Iterator[str]:
    yield from wrapped(one_line(sharing.title))
    if sharing.invented:
        yield from wrapped(words.say("The figures of this file are invented: nothing real is shared here."))
    yield ""
    label, colon = words.say("Source"), words.say(": ")
    yield from wrapped(f"{label}{colon}{one_line(sharing.source)}")
    yield words.say("Envelope: {envelope}", envelope=words.money(sharing.envelope))
    if sharing.floor:
        yield words.say("Floor: {floor}", floor=words.money(sharing.floor))


def _keys(sharing: Sharing, words: Words) -> Iterator[str]:
    yield words.say("Keys")
    for each in sharing.keys:
        share = words.say("{percent} %", percent=each.weight * 100)
        source = f" ({one_line(each.source)})" if each.source else ""
        yield from wrapped(f"{share}  {one_line(each.title)}{source}", first="  - ", then="    ")


def _lines(sharing: Sharing, words: Words) -> Iterator[str]:
    """The parts as printed, each group with the subtotal that stands under it."""
    if not sharing.printed:
        return
    subtotals = {each.group: each.amount for each in sharing.subtotals}
    rows: list[tuple[str, str]] = []
    for group in dict.fromkeys(each.group for each in sharing.printed):
        of_group = [each for each in sharing.printed if each.group == group]
        rows += [(clip(group), words.money(subtotals[group]) if group in subtotals else "")] if group else []
        rows += [(f"  {clip(each.title)}", words.money(each.amount)) for each in of_group]
    right = max(cells(amount) for _, amount in rows)
    yield words.say("Parts as printed")
    yield from table(rows, (WIDTH - right - 4, right), (False, True))


def _facts(sharing: Sharing, words: Words) -> Iterator[str]:
    facts = printed_facts(sharing)
    if facts:
        yield words.say("What can be verified")
    for each in facts:
        yield from wrapped(one_line(words.step(each)), first="  - ", then="    ")


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    texts = list(items)
    if texts:
        yield title
    for each in texts:
        yield from wrapped(one_line(each), first="  - ", then="    ")
