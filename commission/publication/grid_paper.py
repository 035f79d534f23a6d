"""``grid show``: the published grid as a person would lay it out on paper, 80 cells wide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from commission.publication.asked_paper import fields_paper, headings_paper, pieces_paper, requirements_paper
from commission.publication.cells import WIDTH, cells, right, wrapped
from commission.publication.money_paper import calendar_paper, lot_paper, money_paper
from commission.publication.rules_paper import rules_paper
from commission.rules.grid import Call, Criterion, Figure, Lot
from commission.rules.text import one_line, visible
from commission.words import Words
from commission.words.notations import criterion_tags, explained, maximum

POINTS = 9
"""Cells at the right edge for a maximum: ``/ 7`` under ``/ 40``."""


def grid_paper(call: Call, words: Words) -> str:
    """The whole grid as text, its parts in the order in which a commission reads them."""
    parts = (
        _head(call, words),
        _dates(call, words),
        calendar_paper(call, words),
        _lots(call, words),
        money_paper(call, words),
        _criteria(call, words),
        rules_paper(call, words),
        _figures(call, words),
        fields_paper(call.asked, words),
        pieces_paper(call.asked, words),
        headings_paper(call.asked, words),
        requirements_paper(call, words),
        _notes(call, words),
        _unpublished(call, words),
    )
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def _head(call: Call, words: Words) -> Iterator[str]:
    yield from wrapped(one_line(call.title))
    yield ""
    yield from _labelled(words, words.say("Code"), call.code)
    yield from _labelled(words, words.say("Document"), call.kind)
    yield from _labelled(words, words.say("Regime"), call.regime)
    yield from _labelled(words, words.say("Source"), call.source)
    if call.authorities:
        yield words.say("Authorities") + words.say(": ").rstrip()
        yield from _items(each.title for each in call.authorities)


def _dates(call: Call, words: Words) -> Iterator[str]:
    """The words of the document, then what the program makes of them."""
    yield from _labelled(words, words.say("Opening, as published"), call.published_opening)
    closing = call.closes_published
    if closing:
        closing += _source(call.closes_source)
    yield from _labelled(words, words.say("Closing, as published"), closing)
    if call.closes:
        sentence = (
            words.say("before {date}, zone {zone}; at that instant it is too late", date=call.closes, zone=call.zone)
            if call.exclusive
            else words.say(
                "until {date}, zone {zone}; at that instant it is still in time", date=call.closes, zone=call.zone
            )
        )
        yield from _labelled(words, words.say("Closing, as computed"), sentence)
    yield from _labelled(words, words.say("What counts"), call.closes_on)


def _lots(call: Call, words: Words) -> Iterator[str]:
    titles = {each.code: each.title for each in call.figures}
    for index, lot in enumerate(call.lots):
        if index:
            yield ""
        name = words.say("{label} {lot}: {title}", label=call.lot_label.capitalize(), lot=lot.code, title=lot.title)
        yield from wrapped(name)
        if lot.capacity is not None:
            capacity = _amount(lot.capacity, lot.unit, words) + _source(lot.source)
            yield from _labelled(words, words.say("Capacity"), capacity, indent="  ")
        if lot.capacity_figure:
            figure = titles.get(lot.capacity_figure, lot.capacity_figure)
            yield from _labelled(words, words.say("Compared with the figure"), figure, indent="  ")
        yield from lot_paper(lot, words)
        yield from _areas(lot, words)


def _areas(lot: Lot, words: Words) -> Iterator[str]:
    for area in lot.areas:
        amount = words.number(area.capacity, grouped=True) if area.capacity is not None else ""
        yield from _row("  - ", area.title, amount)


def _criteria(call: Call, words: Words) -> Iterator[str]:
    if not call.criteria:
        yield from wrapped(words.say("The document publishes neither a grid nor points."))
        return
    yield words.say("Grid")
    for criterion in call.criteria:
        yield ""
        yield from _criterion(criterion, call, words)
    yield ""
    yield from _stages(call, words)
    yield "=" * WIDTH
    if call.combine == "lexicographic":
        yield words.say("No total: the criteria are compared in their order")
    else:
        yield from _row("", words.say("Total of the grid"), words.exact(call.total))
    yield from _labelled(words, words.say("Total"), _combination(call, words))
    if call.bonus_cap is not None:
        yield from _labelled(words, words.say("Bonus, at the most"), words.exact(call.bonus_cap))


def _stages(call: Call, words: Words) -> Iterator[str]:
    """The stages, what each scores, and what its total becomes."""
    said = {"": "", "added": words.say(", added to the stage before"), "alone": words.say(", ranks alone")}
    for each in call.stages:
        scored = [one_line(criterion.code) for criterion in call.criteria if criterion.stage == each.code]
        line = words.say("Stage {code}, {title}: {scored}", code=each.code, title=each.title, scored=", ".join(scored))
        yield from wrapped(line + said[each.counts])
    if call.stages:
        yield ""


def _combination(call: Call, words: Words) -> str:
    """How the criteria make the total, where that is no plain sum."""
    if call.combine == "mean":
        return words.say("mean of the criteria")
    if call.combine == "best":
        return words.say("best criterion")
    return words.say("sum, {cap} at the most", cap=words.exact(call.cap)) if call.combine == "capped-sum" else ""


def _criterion(criterion: Criterion, call: Call, words: Words) -> Iterator[str]:
    yield "-" * WIDTH
    yield from wrapped(
        f"{one_line(criterion.code)}  {one_line(criterion.title)}", then=" " * (cells(criterion.code) + 2)
    )
    yield "-" * WIDTH
    room = max((cells(sub.code) for sub in criterion.subs), default=0)
    for sub in criterion.subs:
        code = one_line(sub.code)
        yield from _row(f"  {code}{' ' * (room - cells(code))}  ", sub.title, maximum(sub, words))
        for sentence in explained(sub, call, words):
            yield from wrapped(sentence, first=" " * (room + 6), then=" " * (room + 8))
    if criterion.in_total and criterion.points is not None:
        subtotal = ", ".join(
            [words.say("Subtotal {criterion}", criterion=criterion.code), *criterion_tags(criterion, words)]
        )
        yield from _row("  ", subtotal, words.exact(criterion.points))


def _figures(call: Call, words: Words) -> Iterator[str]:
    if call.figures:
        yield words.say("Figures that each dossier declares")
        for each in call.figures:
            yield from _items([_figure(each)])


def _figure(figure: Figure) -> str:
    return figure.title + (f", {figure.unit}" if figure.unit else "") + _source(figure.source)


def _notes(call: Call, words: Words) -> Iterator[str]:
    """What the document contradicts or leaves open, as the file says it: of the whole, of a figure, of a line."""
    about = [(each.title, each.note) for each in call.figures] + [(each.code, each.note) for each in call.lines]
    about += [(each.title, each.note) for each in call.asked.fields]
    about += [(each.title, each.note) for each in call.asked.requirements]
    notes = [*call.notes, *(words.say("{about}: {note}", about=name, note=note) for name, note in about if note)]
    if notes:
        yield words.say("Notes on the document")
        yield from _items(notes)


def _unpublished(call: Call, words: Words) -> Iterator[str]:
    if call.unpublished:
        yield words.say("What the document does not publish")
        yield from _items(text for _, text in call.unpublished)


def _labelled(words: Words, label: str, text: str, indent: str = "") -> list[str]:
    """« Label : text »; nothing where the file says nothing."""
    if not text:
        return []
    return wrapped(label + words.say(": ") + one_line(text), first=indent, then=indent + "  ")


def _items(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from wrapped(one_line(text), first="  - ", then="    ")


def _row(first: str, text: str, amount: str) -> list[str]:
    """A text on as many lines as it needs, and its amount at the right edge of the last one."""
    lines = wrapped(one_line(text), WIDTH - POINTS, first=first, then=" " * cells(first))
    last = lines[-1]
    lines[-1] = (last + right(amount, WIDTH - cells(last))).rstrip() if cells(amount) < POINTS else last
    return lines if cells(amount) < POINTS else [*lines, right(amount, WIDTH)]


def _amount(value: Fraction, unit: str, words: Words) -> str:
    return " ".join(part for part in (words.number(value, grouped=True), visible(unit)) if part)


def _source(source: str) -> str:
    return f" ({source})" if source else ""
