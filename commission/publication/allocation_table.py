"""``allocate`` as plain text for a mail: each part with what the keys alone would give, the groups, and what applied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commission.publication.cells import WIDTH, cells, table, wrapped
from commission.result.allocation import Allocation, Part, applied
from commission.rules.text import clip, one_line
from commission.words import Words

NAME = 12
"""The least room for a beneficiary's name."""


def allocation_table(found: Allocation, sha256: str, words: Words) -> str:
    """The whole page, 80 cells wide."""
    sharing = found.sharing
    lines = wrapped(clip(sharing.title))
    if sharing.invented:
        lines += wrapped(words.say("The figures of this file are invented: nothing real is shared here."))
    lines += ["", *wrapped(words.say("Envelope: {envelope}", envelope=words.money(sharing.envelope))), ""]
    lines += _parts(found, words)
    if any(found.groups):
        lines += ["", *_groups(found, words)]
    lines += ["", words.say("What applied:")]
    for each in applied(found):
        lines += wrapped(one_line(words.step(each)), first="  - ", then="    ")
    lines += ["", words.say("Fingerprint (SHA-256) of the file:"), sha256]
    return "\n".join(lines) + "\n"


def _parts(found: Allocation, words: Words) -> Iterator[str]:
    rows = [_row(each, words) for each in found.parts]
    head = (
        words.say("Code"),
        words.say("Beneficiary"),
        words.say("By the keys"),
        words.say("Exact share"),
        words.say("Part"),
        "",
    )
    total = ("", words.say("Sum"), "", "", words.money(found.total), "")
    columns, numeric = [head, *rows, total], [False, False, True, True, True, False]
    if _spare(columns) < NAME - max(cells(row[1]) for row in columns):
        columns = [
            (*row[:2], *row[3:]) for row in columns
        ]  # the widest sums leave no room for what the keys alone give
        numeric.pop(2)
    yield from _fitted(columns, numeric)


def _row(each: Part, words: Words) -> tuple[str, ...]:
    held = {"floor": words.say("floor"), "ceiling": words.say("ceiling")}.get(each.held, "")
    who = each.beneficiary
    return (
        clip(who.code, 12),
        clip(who.title),
        words.number(each.by_keys, 2, grouped=True),
        words.number(each.exact, 2, grouped=True),
        words.money(each.amount),
        "+1" if each.raised else held,
    )


def _groups(found: Allocation, words: Words) -> Iterator[str]:
    rows = [(clip(name) or "–", words.money(amount)) for name, amount in found.groups.items()]
    yield from _fitted([(words.say("Group"), words.say("Parts")), *rows], [False, True])


def _fitted(rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> list[str]:
    """Columns as wide as they need; the titles give way where the page is full."""
    widths = _widths(rows)
    names = 1 if len(numeric) > 2 else 0
    widths[names] += min(0, _spare(rows))
    return table(rows, widths, numeric)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(cells(each) for each in column) for column in zip(*rows, strict=True)]


def _spare(rows: Sequence[Sequence[str]]) -> int:
    """How many cells of a line are left over; below 0: how many are lacking."""
    widths = _widths(rows)
    return WIDTH - 1 - sum(widths) - 2 * (len(widths) - 1)
