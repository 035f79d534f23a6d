"""``rank``: the ranking as plain text that a person pastes in a mail; 80 cells wide, no sign that commands a terminal.

What only some sessions have to say is loaded where they say it: the plain ranking of a commission comes sooner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from commission.publication.cells import WIDTH, cells, table, wrapped
from commission.publication.naming import with_names
from commission.publication.plain import capacity_text, criteria_text, lot_heading, useful_text
from commission.result.dossier_tally import maximum_of
from commission.result.places import Ranked, Unranked
from commission.result.ranking import LotRanking
from commission.rules.fault import Fault
from commission.rules.grid import Criterion
from commission.rules.text import clip, one_line
from commission.session.definition import Definition
from commission.session.state import State
from commission.words import Words

if TYPE_CHECKING:
    from commission.result.common import Common

NAME = 20
"""The least room for an applicant's name; criteria that leave less go to a table of their own."""


def rank_table(state: State, rankings: Iterable[LotRanking], words: Words, together: Common | None = None) -> str:
    """The opened lots among these, one after the other, then the rules that no document publishes, once.

    ``together`` is the common ranking, where lots have one.
    """
    definition = state.definition
    shown = [each for each in rankings if state.is_open(each.lot.code)]
    lines = wrapped(clip(definition.title))
    alone = _rules_apart(definition, shown)
    for found in shown:
        lines += ["", *_lot(state, found, words)]
        if found.lot.code in alone:
            from commission.publication.lot_rules import lot_rules_lines

            lines += lot_rules_lines(alone[found.lot.code], words)
    if together and shown:
        from commission.publication.common_table import common_lines

        lines += ["", *common_lines(definition, together, words)]
    apart = {id(rule) for own in alone.values() for rule in own}
    said_of = [*(each.deliberated for each in shown), *([together.deliberated] if together and shown else [])]
    if any(each.decision for each in said_of):
        from commission.publication.deliberation_table import envelope_lines

        lines += envelope_lines(definition, said_of, words)
    published = dict.fromkeys(words.step(rule) for found in shown for rule in found.published if id(rule) not in apart)
    if published:
        lines += ["", words.say("Rules published by the call:")]
        lines += [line for rule in published for line in wrapped(one_line(rule), first="  - ", then="    ")]
    said = dict.fromkeys(words.step(rule) for found in shown for rule in found.rules if id(rule) not in apart)
    if said:
        lines += ["", words.say("Rules adopted in session, not published:")]
        lines += [line for rule in said for line in wrapped(one_line(rule), first="  - ", then="    ")]
    lines += ["", words.say("Fingerprints (SHA-256) of the grid, then of the session:")]
    lines += [definition.grid_print, definition.session_print]
    return "\n".join(lines) + "\n"


def _rules_apart(definition: Definition, shown: Sequence[LotRanking]) -> dict[str, list[Fault]]:
    """By lot, the rules that not every lot shown follows; nothing where no lot has rules of its own."""
    if not definition.rules.by_lot:
        return {}
    followed = {found.lot.code: [*found.published, *found.rules] for found in shown if not found.faults}
    apart = {
        lot: [rule for rule in own if not all(rule in others for others in followed.values())]
        for lot, own in followed.items()
    }
    return {lot: own for lot, own in apart.items() if own}


def _lot(state: State, found: LotRanking, words: Words) -> list[str]:
    lines = wrapped(lot_heading(state.definition, found.lot, words))
    if found.faults:
        return [*lines, *(line for each in found.faults for line in wrapped(words.fault(each), first="  ", then="  "))]
    if found.selection.capacity is not None and found.selection.useful:
        lines += wrapped(capacity_text(found.selection, words))
    if found.ranking:
        lines += ["", words.say("Proposed ranking"), *_ranking(state, found, words), *_alike(state, found, words)]
        lines += _near(state, found, words)
        if found.selection.reasons:
            from commission.publication.common_table import reason_lines

            lines += reason_lines(found.selection, words)
    if found.deliberated.said_anything:
        from commission.publication.deliberation_table import deliberation_lines

        lines += deliberation_lines(state.definition, found.deliberated, words)
    if found.unranked:
        lines += ["", words.say("Without a rank:")]
        lines += [line for each in found.unranked for line in _unranked(state.definition, each, words)]
    if notes := (*found.effects, *found.selection.notes):
        lines += [
            "",
            words.say("What applied:"),
            *(line for each in notes for line in _item(state.definition, words, each)),
        ]
    lines += [*_apart_from_totals(state, found, words), *_agreed(state, found, words)]
    return [*lines, *_consultative(state, found, words)]


def _agreed(state: State, found: LotRanking, words: Words) -> Iterator[str]:
    """The reasons of the marks that the commission agreed on."""
    if state.definition.rules.aggregation == "consensus":
        from commission.publication.agreed_paper import agreed_lines

        yield from agreed_lines(state, found.lot.code, words)


def _apart_from_totals(state: State, found: LotRanking, words: Words) -> Iterator[str]:
    """Words given and lines for information, dossier by dossier."""
    if not any(sub.told_apart for sub in state.definition.call.subs):
        return
    from commission.publication.plain import given_text
    from commission.result.given import given

    about = given(state, found.lot.code)
    if about:
        yield from ("", words.say("Words given, and lines for information:"))
    for code, lines in about.items():
        said = " ; ".join(
            words.say("{sub}: {given}", sub=each.sub.code, given=given_text(each, words)) for each in lines
        )
        yield from wrapped(f"{one_line(code)}  {said}", first="  - ", then="    ")


def _item(definition: Definition, words: Words, step: Fault) -> list[str]:
    return wrapped(one_line(words.step(with_names(definition, step))), first="  - ", then="    ")


def _ranking(state: State, found: LotRanking, words: Words) -> Iterator[str]:
    """One table where all criteria fit beside the names, else a second one (or more) for the criteria."""
    places = state.definition.rules.display_places
    criteria = [each for each in state.definition.call.criteria if each.in_total]
    summed = state.definition.rules.aggregation == "sum"  # the members' marks added up: no maximum of their own
    whole = maximum_of(state.definition.call, state.definition.rules)
    useful = [useful_text(each, words) for each in found.ranking]
    ranks = [_rank(each, words) for each in found.ranking]
    totals = [_total(each, whole == each.maximum, words, places) for each in found.ranking]
    total = words.say("Total") if whole is None else words.say("Total /{maximum}", maximum=words.exact(whole))
    fixed = [(words.say("Rank"), ranks, False), (total, totals, True)]
    if any(useful):
        fixed.append((words.say("Useful"), useful, False))
    subtotals = [
        (_heading(each, words, summed=summed), column)
        for each in criteria
        if (column := _points(found, each, words, places))
    ]
    if any(sub.bonus for sub in state.definition.call.lines):
        subtotals.append((words.say("Bonus"), [words.number(each.bonus, places) for each in found.ranking]))
    if (at := state.definition.call.at) and at.before:
        carried = [words.number(each.dossier.carried, places) for each in found.ranking]
        most = "" if at.most_before is None else f" /{words.exact(at.most_before)}"
        subtotals.insert(0, (clip(at.before.code, NAME) + most, carried))
    taken = sum(_width(head, column) + 2 for head, column, _ in fixed) + 1
    beside = sum(_width(head, column) + 2 for head, column in subtotals)
    together = WIDTH - taken - beside >= NAME
    room = WIDTH - taken - (beside if together else 0)
    names = [f"{each.dossier.code} {one_line(each.dossier.applicant)}" for each in found.ranking]
    middle = [(head, column, True) for head, column in subtotals] if together else []
    columns = [fixed[0], (words.say("Applicant"), names, False), fixed[1], *middle, *fixed[2:]]
    yield from _with_variants(state, found, _columns(columns, room), words)
    if not together:
        yield from _apart(found, subtotals, words)


def _heading(criterion: Criterion, words: Words, *, summed: bool) -> str:
    """The code of a criterion, its maximum, and the weight that its figure then takes in the total: « A /20 ×2 »."""
    most = "" if criterion.points is None or summed else f" /{words.exact(criterion.points)}"
    return one_line(criterion.code) + most + ("" if criterion.weight == 1 else f" ×{words.exact(criterion.weight)}")


def _with_variants(state: State, found: LotRanking, lines: Sequence[str], words: Words) -> Iterator[str]:
    """The lines of the table, each variant directly under its base: its total, the rank it would have, its criteria."""
    yield lines[0]
    for each, row in zip(found.ranking, lines[1:], strict=True):
        yield row
        for variant in found.variants_of(each.dossier.code):
            name = clip(variant.ranked.dossier.applicant)
            said = words.step(with_names(state.definition, variant.step))
            if criteria := criteria_text(variant.ranked, words):
                said += words.say(" ({criteria})", criteria=criteria)
            yield from wrapped(one_line(f"{said}. {name}"), first="     └ ", then="       ")


Column = tuple[str, list[str], bool]


def _columns(columns: Sequence[Column], room: int) -> list[str]:
    """A table of these columns; the second, of names, takes what ``room`` is left and no more than it needs."""
    widths = [_width(head, column) for head, column, _ in columns]
    widths[1] = min(widths[1], max(room, cells(columns[1][0])))
    rows = [[head for head, _, _ in columns], *zip(*(column for _, column, _ in columns), strict=True)]
    return table(rows, widths, [numeric for _, _, numeric in columns])


def _apart(found: LotRanking, subtotals: Sequence[tuple[str, list[str]]], words: Words) -> Iterator[str]:
    """The criteria in as many tables as the width asks for, each beginning with the ranks and codes."""
    ranks = [str(each.place) for each in found.ranking]
    codes = [each.dossier.code for each in found.ranking]
    start: list[Column] = [(words.say("Rank"), ranks, False), (words.say("Dossier"), codes, False)]
    rest = list(subtotals)
    while rest:
        columns, used = list(start), 1 + _width("", ranks) + 6 + NAME
        while rest and (len(columns) == len(start) or used + _width(*rest[0]) + 2 <= WIDTH):
            used += _width(*rest[0]) + 2
            columns.append((*rest.pop(0), True))
        yield ""
        yield from _columns(columns, NAME)


def _width(head: str, column: Iterable[str]) -> int:
    return max(cells(head), *(cells(each) for each in column))


def _rank(each: Ranked, words: Words) -> str:
    return words.say("{rank} tied", rank=each.place) if each.tied else str(each.place)


def _total(each: Ranked, same: bool, words: Words, places: int) -> str:
    """The total; with its own maximum where a line left the dossier."""
    shown = words.number(each.total, places)
    return shown if same else f"{shown} /{words.exact(each.maximum)}"


def _points(found: LotRanking, criterion: Criterion, words: Words, places: int) -> list[str]:
    return [
        words.number(each.criteria[criterion.code], places) if criterion.code in each.criteria else "–"
        for each in found.ranking
    ]


def _alike(state: State, found: LotRanking, words: Words) -> list[str]:
    """Dossiers of different rank whose totals look the same once rounded: their exact totals, so that nobody wonders."""
    places = state.definition.rules.display_places
    shown = [words.number(each.total, places) for each in found.ranking]
    near = [
        place
        for place, each in enumerate(found.ranking)
        if any(shown[other] == shown[place] and found.ranking[other].total != each.total for other in range(len(shown)))
    ]
    if not near:
        return []
    exact = [f"{found.ranking[place].dossier.code} {words.exact(found.ranking[place].total)}" for place in near]
    return ["", *wrapped(words.say("Equal once rounded, not equal exactly: {totals}", totals=", ".join(exact)))]


def _near(state: State, found: LotRanking, words: Words) -> list[str]:
    """The dossiers that a point out of a hundred, or less, separates from the last useful rank."""
    places = state.definition.rules.display_places
    near = [
        f"{each.dossier.code} ({words.number(each.distance, places)})"
        for each in found.ranking
        if each.near and each.distance
    ]
    return (
        ["", *wrapped(words.say("Near the last useful rank, in points: {dossiers}", dossiers=", ".join(near)))]
        if near
        else []
    )


def _unranked(definition: Definition, each: Unranked, words: Words) -> list[str]:
    from commission.result.explain import waiting

    head = f"{each.dossier.code} {clip(each.dossier.applicant)}"
    lines = wrapped(head, first="  ", then="  ")
    for step in waiting(each):
        lines += wrapped(one_line(words.step(with_names(definition, step))), first="    ", then="    ")
    return lines


def _consultative(state: State, found: LotRanking, words: Words) -> list[str]:
    """The consultative members' totals, apart, in code order."""
    places = state.definition.rules.display_places
    known = [(each.dossier.code, each.total) for each in found.consultative if each.total is not None]
    if not known:
        return []
    said = ", ".join(f"{code} {words.number(total, places)}" for code, total in known)
    return ["", *wrapped(words.say("Consultative members, apart: {totals}", totals=said))]
