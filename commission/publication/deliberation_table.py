"""What the commission and the authority said of a lot, as text for a mail: requests, opinions, adopted ranks, awards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from commission.publication.cells import cells, table, wrapped
from commission.result.deliberated import Adopted, Awarded, Decision, Deliberated, Left, Placed, Requested
from commission.rules.grid import Call
from commission.rules.text import clip, one_line
from commission.session.definition import Definition, Dossier
from commission.words import Words

NAME = 40
"""The most cells of an applicant's name in a table of requests."""


def deliberation_lines(definition: Definition, said: Deliberated, words: Words) -> Iterator[str]:
    """All that was said of a lot, or of all at once, beside its marks; nothing where nothing was."""
    if said.method != "grid":
        yield ""
        yield from wrapped(words.say("No proposed ranking: the document publishes no points."))
    yield from _filed(said, words)
    yield from _requests(said.requests, words)
    yield from _opinions(said, words)
    if said.adopted:
        yield from _adopted(said.adopted, words)
    if said.decision:
        yield from _decision(definition.call, said.adopted, said.decision, words)


def named(dossier: Dossier) -> str:
    """A dossier's code and who filed it, on one line."""
    return f"{dossier.code} {clip(dossier.applicant)}"


def standing_text(adopted: Adopted, words: Words) -> str:
    """What the commission's ranking is: entered, voted, adopted or not; the counts of its vote."""
    if adopted.vote is None:
        if not adopted.ground:
            return words.say("Ranking entered by the commission, not voted yet")
        if adopted.stands:
            return words.say("No ranking")
        return words.say("No ranking, entered by the commission, not voted yet")
    if adopted.ground:
        head = (
            words.say("No ranking, adopted by the commission")
            if adopted.stands
            else words.say("No ranking, not adopted by the commission's vote")
        )
    elif adopted.stands:
        head = words.say("Ranking adopted by the commission")
    else:
        head = words.say("Ranking not adopted by the commission's vote")
    vote = words.say(
        "for: {favour}, against: {against}, abstentions: {abstentions}; seats that may vote: {voters}",
        favour=adopted.vote.favour,
        against=adopted.vote.against,
        abstentions=adopted.vote.abstentions,
        voters=adopted.voters,
    )
    return words.say("{head} ({vote})", head=head, vote=vote)


def award_text(call: Call, each: Awarded, words: Words) -> str:
    """« 12 interventions, 96 000,50 € »: what the authority fixed, and nothing else."""
    parts = []
    if each.volume is not None:
        parts.append(" ".join([words.number(each.volume, grouped=True), one_line(call.volume_unit)]).strip())
    if each.amount is not None:
        parts.append(words.money(each.amount))
    return ", ".join(parts)


def envelope_lines(definition: Definition, shown: Iterable[Deliberated], words: Words) -> Iterator[str]:
    """What the decisions shown give together, and what is left of the envelope of the call."""
    decisions = [each.decision for each in shown if each.decision]
    envelope = definition.call.envelope
    if decisions and envelope is not None:
        given = sum((each.amount for each in decisions), Fraction(0))
        yield ""
        yield from wrapped(
            words.say(
                "Awarded in these lots: {given} of an envelope of {envelope}; left: {left}",
                given=words.money(given),
                envelope=words.money(envelope),
                left=words.money(envelope - given),
            )
        )


def _filed(said: Deliberated, words: Words) -> Iterator[str]:
    """The forms of the dossiers, and which are presented as linked."""
    if not said.filed:
        return
    yield ""
    yield words.say("Forms and links")
    for each in said.filed:
        linked = words.say("linked to {dossiers}", dossiers=", ".join(each.linked)) if each.linked else ""
        text = " ; ".join(part for part in (one_line(each.form), linked) if part)
        yield from wrapped(named(each.dossier) + words.say(": ") + text, first="  ", then="    ")


def _requests(requests: tuple[Requested, ...], words: Words) -> Iterator[str]:
    """What is asked for, declared beside computed; what does not fit is named below."""
    if not requests:
        return
    yield ""
    yield words.say("Requests")
    computed = any(each.asked.computed is not None for each in requests)
    rows = [[words.say("Dossier"), words.say("declared"), *([words.say("computed")] if computed else [])]]
    for each in requests:
        sums = [each.asked.declared, each.asked.computed][: 1 + computed]
        rows.append([named(each.dossier), *("–" if one is None else words.money(one) for one in sums)])
    widths = [min(NAME, max(cells(row[0]) for row in rows))]
    widths += [max(cells(row[place]) for row in rows) for place in range(1, len(rows[0]))]
    yield from table(rows, widths, [False, *([True] * (len(rows[0]) - 1))])
    for each in requests:
        for note in each.notes:
            yield from wrapped(one_line(words.step(note)), first="  - ", then="    ")


def _opinions(said: Deliberated, words: Words) -> Iterator[str]:
    if not said.opinions:
        return
    yield ""
    yield words.say("Opinions of the commission")
    for dossier, opinion in said.opinions:
        text = words.term("opinion", opinion.opinion) if opinion else words.say("not given yet")
        yield from wrapped(one_line(named(dossier) + words.say(": ") + text), first="  ", then="    ")
        if opinion and opinion.reason:
            yield from wrapped(one_line(opinion.reason), first="    ", then="    ")


def _adopted(adopted: Adopted, words: Words) -> Iterator[str]:
    yield ""
    yield from wrapped(standing_text(adopted, words))
    if adopted.ground:
        ground = words.term("no_ranking", adopted.ground)
        yield from wrapped(one_line(ground + words.say(": ") + adopted.reason), first="  ", then="    ")
        return
    if adopted.follows is not None:
        text = (
            words.say("These are the proposed ranks.")
            if adopted.follows
            else words.say("It departs from the proposal.")
        )
        yield from wrapped(text, first="  ", then="    ")
    ranks = [words.say("{rank} tied", rank=each.place) if each.tied else str(each.place) for each in adopted.places]
    width = max((cells(each) for each in ranks), default=1)
    indent = " " * (width + 4)
    for rank, each in zip(ranks, adopted.places, strict=True):
        yield from wrapped(named(each.dossier), first=f"  {rank.ljust(width)}  ", then=indent)
        if text := _why(each, words, moved=each.moved):
            yield from wrapped(one_line(text), first=indent, then=indent)
    for left in adopted.left if adopted.follows is not None else ():
        yield from wrapped(named(left.dossier), first=f"  {'–'.ljust(width)}  ", then=indent)
        if text := _why(left, words, moved=left.proposed is not None):
            yield from wrapped(one_line(text), first=indent, then=indent)
    if adopted.reason:
        yield from wrapped(words.say("Ranked again: {reason}", reason=adopted.reason), first="  ", then="    ")


def _why(each: Placed | Left, words: Words, *, moved: bool) -> str:
    """The commission's sentence, after the rank that a dossier leaves."""
    if not moved:
        return each.reason
    left = (
        words.say("proposed rank {rank}", rank=each.proposed) if each.proposed else words.say("proposed without a rank")
    )
    return left + words.say(": ") + each.reason


def _decision(call: Call, adopted: Adopted | None, decision: Decision, words: Words) -> Iterator[str]:
    authorities = words.listing(each.title for each in call.authorities)
    head = words.say("Decision of the authority")
    if authorities:
        head = words.say("Decision of the authority: {authorities}", authorities=authorities)
    yield ""
    yield from wrapped(f"{head} ({one_line(decision.reference)})" if decision.reference else head)
    for each in decision.awards:
        text = named(each.dossier) + words.say(": ") + award_text(call, each, words)
        yield from wrapped(text, first="  ", then="    ")
    if not decision.awards:
        yield "  " + words.say("nobody is retained")
    if decision.departs:
        bare = adopted is None or not adopted.stands or adopted.ground
        text = words.say("No ranking was adopted.") if bare else words.say("It departs from the adopted ranking.")
        yield from wrapped(text, first="  ", then="    ")
    if decision.reason:
        yield from wrapped(words.say("Reason: {reason}", reason=decision.reason), first="  ", then="    ")
