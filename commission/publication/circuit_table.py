"""``circuit`` as text for a mail: places, each sheet with what it lacks and from whom, the waiting list, the indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from commission.publication.cells import wrapped
from commission.result.circuit import Figure, Overview, Room, Standing
from commission.rules.circuit import OUTSIDE, Circuit
from commission.rules.text import clip, one_line
from commission.session.circuit_needs import Need
from commission.session.circuit_state import Case
from commission.words import Words


def circuit_table(found: Overview, title: str, words: Words) -> str:
    """The whole page, 80 cells wide."""
    parts = (
        _head(found, title, words),
        _rooms(found, words),
        _waiting(found, words),
        _figures(found, words),
        *(standing_lines(found.circuit, each, words) for each in found.standings),
    )
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def _head(found: Overview, title: str, words: Words) -> Iterator[str]:
    yield from wrapped(clip(title))
    yield from wrapped(clip(found.circuit.title))
    yield from wrapped(words.say_n("{n} sheet", "{n} sheets", len(found.standings)))


def _rooms(found: Overview, words: Words) -> Iterator[str]:
    yield words.say("Places")
    for each in found.rooms:
        taken = words.say(
            "{title}: places taken, {taken} out of {places}; free, {free}",
            title=f"{each.territory.code}, {each.territory.title}",
            taken=str(len(each.present)),
            places=str(each.territory.places),
            free=str(each.free),
        )
        yield from wrapped(taken, first="  - ", then="    ")
        if each.present:
            yield from wrapped(", ".join(each.present), first="      ", then="      ")


def _waiting(found: Overview, words: Words) -> Iterator[str]:
    lists = [each for each in found.rooms if each.waiting]
    if not lists:
        return
    yield words.say("Waiting list")
    yield from wrapped(rule_text(found, words), first="  ", then="  ")
    cases = {each.case.code: each.case for each in found.standings}
    for room in lists:
        yield from wrapped(waiting_text(room, cases, words), first="  - ", then="    ")


def rule_text(found: Overview, words: Words) -> str:
    """How a waiting list is ordered, and that this is a setting of the session."""
    if found.waiting_rule == "priority":
        rule = words.say("by the priorities given, then by the day of entry on the list")
    else:
        rule = words.say("by the day of entry on the list")
    if "waiting-list" in {subject for subject, _ in found.circuit.unpublished}:
        return rule + " " + words.say("(a setting of this session: the document provides no waiting list)")
    return rule + " " + words.say("(a setting of this session)")


def waiting_text(room: Room, cases: Mapping[str, Case], words: Words) -> str:
    """The waiting list of one territory, in its order, on one line."""
    items = []
    for number, code in enumerate(room.waiting, 1):
        case = cases[code]
        rank = words.say("priority {rank}", rank=str(case.rank)) if case.rank else words.say("no priority given")
        since = words.say("since {day}", day=day_text(case.since, words))
        items.append(f"{number}. {code} ({rank}, {since})")
    return one_line(room.territory.code) + words.say(": ") + "; ".join(items)


def _figures(found: Overview, words: Words) -> Iterator[str]:
    if found.figures:
        yield words.say("Mandatory indicators")
    for each in found.figures:
        yield from wrapped(
            clip(each.indicator.title) + words.say(": ") + figure_text(each, words), first="  - ", then="    "
        )


def figure_text(figure: Figure, words: Words) -> str:
    """What an indicator has come to, with how many persons it counts."""
    if figure.value is None:
        return words.say("nobody to count yet")
    if figure.indicator.kind in {"age-in", "age-out"}:
        return words.say_n(
            "{mean} years (over {n} person)", "{mean} years (over {n} persons)", figure.n, mean=figure.value
        )
    if figure.indicator.kind == "duration":
        return words.say_n(
            "{mean} days (over {n} person who left)", "{mean} days (over {n} persons who left)", figure.n,
            mean=figure.value,
        )  # fmt: skip
    return words.number(figure.value)


def standing_lines(circuit: Circuit, found: Standing, words: Words) -> Iterator[str]:
    """One sheet: where it stands, then what it lacks, one line each, with whom it is for; what stops it, if anything."""
    case = found.case
    where = case.territory
    if case.home == OUTSIDE:
        where += ", " + words.say("lives outside every territory")
    elif case.home != case.territory:
        where += ", " + words.say("lives on {home}", home=case.home)
    yield from wrapped(one_line(f"{case.code} ({where})") + words.say(": ") + stage_text(found, words), then="  ")
    for note in note_texts(circuit, found, words):
        yield from wrapped(note, first="    ", then="    ")
    stopping = [each for each in found.lacks if each.stops]
    for need in stopping or found.lacks:
        yield from wrapped(need_text(need, words), first="  - ", then="    ")
    if not found.lacks and case.in_hand and not found.placed:
        yield from wrapped(words.say("no place is free on {territory}", territory=case.territory), first="  - ")


def stage_text(found: Standing, words: Words) -> str:
    """Where a sheet stands, in a few words."""
    case = found.case
    if case.admitted and case.left:
        days = {"first": day_text(case.admitted.date, words), "last": day_text(case.left.date, words)}
        return words.say("admitted on {first}, left on {last}", **days)
    if case.admitted:
        return words.say("admitted on {day}", day=day_text(case.admitted.date, words))
    if found.stage == "waiting":
        return words.say("on the waiting list, {position}", position=str(found.position))
    return words.term("stage", found.stage)


def note_texts(circuit: Circuit, found: Standing, words: Words) -> Iterator[str]:
    """What was decided on a sheet with a reason, as it was given."""
    case = found.case
    reasons = [
        (words.say("closed without admission"), case.dropped),
        (words.say("from outside the territory"), case.out_of_zone),
        (words.say("beyond the places"), case.over_capacity),
        (words.say("admitted before others who wait"), case.admitted.reason if case.admitted else ""),
        (words.term("ending", case.left.ending), case.left.reason) if case.left else ("", ""),
        *((_title(circuit, code, words), reason) for code, reason in case.delegations.items()),
        *((_opinion(circuit, code, words), said.reason) for code, said in case.opinions.items() if not said.favourable),
    ]
    for label, reason in reasons:
        if reason:
            yield words.say("{about}: {note}", about=label, note=clip(reason, 300))


def _title(circuit: Circuit, code: str, words: Words) -> str:
    agreement = next((each for each in circuit.agreements if each.code == code), None)
    title = agreement.delegation.title if agreement and agreement.delegation else code
    return words.say("refusal met by: {title}", title=title)


def _opinion(circuit: Circuit, code: str, words: Words) -> str:
    title = next((each.title for each in circuit.opinions if each.code == code), code)
    return words.say("unfavourable, {title}", title=title)


def need_text(need: Need, words: Words) -> str:
    """One thing that is lacking, with whom it is for."""
    said = words.say("{title} ({who})", title=clip(need.title), who=need.who)
    if need.kind == "refused":
        return words.say("refused, and nothing stands for it: {title}", title=said)
    if need.kind == "unfavourable":
        return words.say("unfavourable, to be given anew: {title}", title=said)
    return said


def day_text(day: str, words: Words) -> str:
    """A day of a journal as a person reads it."""
    return words.day(date.fromisoformat(day))
