"""What the document says of money, time and variants, as ``grid show`` prints it: envelope, request, calendar."""

from __future__ import annotations

from collections.abc import Iterator

from commission.publication.cells import wrapped
from commission.rules.grid import Call, Lot
from commission.rules.text import one_line
from commission.words import Words


def money_paper(call: Call, words: Words) -> Iterator[str]:
    """The envelope of the call, and how the request of a dossier is computed."""
    titles = {each.code: each.title for each in call.figures}
    if call.envelope is not None:
        envelope = words.say("Envelope of the call: {envelope}", envelope=words.money(call.envelope))
        yield from wrapped(envelope + _source(call.envelope_source))
    if call.volume_unit:
        yield from wrapped(words.say("Awarded in: {unit}", unit=call.volume_unit))
    if not call.variants:
        yield words.say("Variants: not allowed")
    request = call.request
    if request.unit_cost:
        cost, number, *added = (titles.get(each, each) for each in request.terms)
        terms = " + ".join([f"{cost} × {number}", *added])
        yield from wrapped(words.say("Request of a dossier: {terms}", terms=terms) + _source(request.source))


def lot_paper(lot: Lot, words: Words) -> Iterator[str]:
    """The most that is given for a lot, and the forms its dossiers may take."""
    if lot.ceiling is not None:
        yield from wrapped(words.say("Ceiling: {ceiling}", ceiling=words.money(lot.ceiling)), first="  ", then="    ")
    for each in lot.forms:
        form = words.say("Form {form}: {title}", form=each.code, title=each.title)
        yield from wrapped(form, first="  - ", then="    ")


def calendar_paper(call: Call, words: Words) -> Iterator[str]:
    """The dates of the document, in its own words."""
    if call.milestones:
        yield words.say("Calendar, as published")
    for each in call.milestones:
        text = one_line(each.title) + words.say(": ") + one_line(each.published) + _source(each.source)
        yield from wrapped(text, first="  - ", then="    ")


def _source(source: str) -> str:
    return f" ({one_line(source)})" if source else ""
