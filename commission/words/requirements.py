"""A requirement in sentences: what a dossier must satisfy, what failing it leads to, and where a ground comes from."""

from __future__ import annotations

from datetime import time, timedelta

from commission.rules.asked import LEGAL_GROUNDS, Field, Requirement, ground_standing
from commission.rules.grid import Call
from commission.words.speech import Words


def condition(each: Requirement, call: Call, words: Words) -> str:
    """What must be so: « reçu avant le 27 août 2025 à 0 h… », « prix de journée : 80 € au plus »."""
    match each.kind:
        case "received-before-closing":
            return closing(call, words)
        case "figure-at-most":
            return words.say("{name}: {bound} at most", name=_figure(each, call), bound=_bound(each, call, words))
        case "figure-at-least":
            return words.say("{name}: {bound} at least", name=_figure(each, call), bound=_bound(each, call, words))
        case "piece":
            piece = call.asked.piece(each.piece)
            return words.say("handed in: {name}", name=piece.title if piece else each.piece)
        case "pieces":
            n = len(call.asked.pieces_of(each))
            if each.part:
                return words.say_n(
                    "handed in: the mandatory piece of the part “{part}”",
                    "handed in: the {n} mandatory pieces of the part “{part}”",
                    n, part=each.part,
                )  # fmt: skip
            return words.say_n("handed in: the mandatory piece", "handed in: the {n} mandatory pieces", n)
        case "date-in-range":
            return words.say("{name}: {range}", name=_field(each, call), range=_range(each, words))
        case "one-of":
            return words.say("{name}: {values}", name=_field(each, call), values=words.either(each.values))
        case "statement" if each.field:
            return words.say("declared: {name}", name=_field(each, call))
        case _:
            return words.say("for the secretariat to confirm")


def closing(call: Call, words: Words) -> str:
    """Until when a dossier may come in. Midnight belongs to two days, so the day that it ends or begins is said."""
    if call.closes is None:
        return ""
    midnight = call.closes.time() == time()
    fields = {"date": call.closes, "zone": call.zone, "day": words.day(call.closes - timedelta(days=1))}
    if call.exclusive and midnight:
        return words.say("received before {date} (zone {zone}), which is to say by the end of {day}", **fields)
    if call.exclusive:
        return words.say("received before {date} (zone {zone}); at that instant it is too late", **fields)
    if midnight:
        return words.say(
            "received until {date} included (zone {zone}): the midnight with which that day begins", **fields
        )
    return words.say("received until {date} included (zone {zone})", **fields)


def only_of(each: Requirement, call: Call, words: Words) -> str:
    """« seulement pour : zone cote »; empty where it is asked of every dossier."""
    lots = words.listing(f"{call.lot_label} {code}" for code in each.lots)
    return words.say("only for: {lots}", lots=lots) if each.lots else ""


def consequence(each: Requirement, call: Call, words: Words) -> str:
    """What failing it leads to, and on which ground."""
    match each.failing:
        case "refused" if each.automatic:
            said = words.say("the document says that the dossier is then refused; the refusal is still an act")
        case "refused":
            said = words.say("the dossier is then refused, by a decision")
        case "may-be-refused":
            said = words.say("the dossier may then be refused, by a reasoned decision")
        case "to-complete":
            said = to_complete(each.days, words)
        case _:
            return words.say("it is noted, without consequence")
    return words.say("{consequence}; ground: {ground}", consequence=said, ground=ground(each.ground, call, words))


def to_complete(days: int | None, words: Words) -> str:
    """Within how long a dossier is to be completed; the delay is a setting where the document gives none."""
    if days is None:
        return words.say("the dossier is then to be completed, within a delay that is a setting")
    return words.say_n(
        "the dossier is then to be completed within {n} day",
        "the dossier is then to be completed within {n} days",
        days,
    )


def ground(code: str, call: Call, words: Words) -> str:
    """A ground of refusal and where it comes from: the law, the call itself, or a setting. Never one for another."""
    name = words.term("ground", code)
    match ground_standing(code, call.regime, call.asked.requirements):
        case "law":
            return words.say("{ground} (art. R. 313-6 CASF, {item})", ground=name, item=LEGAL_GROUNDS[code])
        case "call":
            return words.say("{ground} (the call's own ground)", ground=name)
    return words.say("{ground} (setting)", ground=name)


def field_kind(field: Field, words: Words) -> str:
    """What a field may hold: « date », « oui ou non », its values."""
    match field.kind:
        case "choice":
            return words.either(field.values)
        case "date":
            return words.say("a day")
        case "yes-no":
            return words.say("yes or no")
    return words.say("free text")


def _figure(each: Requirement, call: Call) -> str:
    return next((figure.title for figure in call.figures if figure.code == each.figure), each.figure)


def _bound(each: Requirement, call: Call, words: Words) -> str:
    unit = next((figure.unit for figure in call.figures if figure.code == each.figure), "")
    return " ".join(part for part in (words.number(each.bound, grouped=True), unit) if part)


def _field(each: Requirement, call: Call) -> str:
    field = call.asked.field(each.field)
    return field.title if field else each.field


def _range(each: Requirement, words: Words) -> str:
    first, last = each.first and words.day(each.first), each.last and words.day(each.last)
    if first and last:
        return words.say("from {first} to {last}, both included", first=first, last=last)
    if first:
        return words.say("from {first} on", first=first)
    return words.say("until {last} included", last=last)
