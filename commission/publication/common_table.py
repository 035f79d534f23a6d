"""The common ranking of all lots as plain text, and a sentence for each dossier where more than its rank decides."""

from __future__ import annotations

from collections.abc import Iterable

from commission.publication.cells import WIDTH, cells, table, wrapped
from commission.publication.naming import with_names
from commission.publication.plain import capacity_text, useful_text
from commission.result.common import Common
from commission.result.selection import Selection
from commission.rules.text import clip, one_line
from commission.session.definition import Definition
from commission.words import Words

STAGE = 20
"""The most cells of a stage's code at the head of its column."""


def common_lines(definition: Definition, found: Common, words: Words) -> list[str]:
    """The heading, the table, the reasons and what applied; or why there is no common ranking yet."""
    lines = wrapped(words.say("Common ranking of all lots"))
    lines += [line for each in found.faults for line in wrapped(words.fault(each), first="  ", then="  ")]
    selection = found.selection
    if selection.capacity is not None and found.ranking:
        lines += wrapped(capacity_text(selection, words))
    if found.ranking:
        lines += ["", *_table(definition, found, words), *reason_lines(selection, words)]
    if found.deliberated.said_anything:
        from commission.publication.deliberation_table import deliberation_lines

        lines += deliberation_lines(definition, found.deliberated, words)
    if found.notes:
        said = [one_line(words.step(with_names(definition, each))) for each in found.notes]
        lines += ["", words.say("What applied:")]
        lines += [line for each in said for line in wrapped(each, first="  - ", then="    ")]
    return lines


def reason_lines(selection: Selection, words: Words) -> list[str]:
    """Why each dossier is in useful rank or is not, one after the other; nothing where its rank says it."""
    if not selection.reasons:
        return []
    said = [f"{one_line(code)}  {one_line(words.step(why))}" for code, why in selection.reasons.items()]
    lines = ["", words.say("Useful rank, dossier by dossier:")]
    return lines + [line for each in said for line in wrapped(each, first="  - ", then="    ")]


def _table(definition: Definition, found: Common, words: Words) -> list[str]:
    places = definition.rules.display_places
    ranks = [words.say("{rank} tied", rank=each.place) if each.tied else str(each.place) for each in found.ranking]
    names = [f"{each.dossier.code} {one_line(each.dossier.applicant)}" for each in found.ranking]
    columns = [
        (words.say("Rank"), ranks, False),
        (words.say("Applicant"), names, False),
        (one_line(definition.call.lot_label).capitalize(), [one_line(x.dossier.lot) for x in found.ranking], False),
        *_carried(definition, found, words),
        (words.say("Total"), [words.number(each.total, places) for each in found.ranking], True),
    ]
    if found.selection.useful:
        columns.append((words.say("Useful"), [useful_text(each, words) for each in found.ranking], False))
    widths = [max(cells(each) for each in (head, *column)) for head, column, _ in columns]
    widths[2] = min(widths[2], 20)
    widths[1] = min(widths[1], WIDTH - 1 - 2 * (len(widths) - 1) - sum(widths) + widths[1])
    rows: Iterable[tuple[str, ...]] = zip(*([head, *column] for head, column, _ in columns), strict=True)
    return table(list(rows), widths, [numeric for _, _, numeric in columns])


def _carried(definition: Definition, found: Common, words: Words) -> list[tuple[str, list[str], bool]]:
    """What each brings from the stage before, where one comes before."""
    at, places = definition.call.at, definition.rules.display_places
    if at is None or at.before is None:
        return []
    most = "" if at.most_before is None else f" /{words.exact(at.most_before)}"
    carried = [words.number(each.dossier.carried, places) for each in found.ranking]
    return [(clip(at.before.code, STAGE) + most, carried, True)]
