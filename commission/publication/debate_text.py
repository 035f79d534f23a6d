"""A dossier at the table as text for a mail or a reader: what diverges first, who gave what, observations, changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from commission.publication.cells import wrapped
from commission.publication.naming import name_of
from commission.publication.plain import lot_heading
from commission.result.at_table import AtTable
from commission.result.debate import Answer, Debate, DebatedLine
from commission.result.places import Ranked
from commission.rules.grid import NOT_SCORED
from commission.rules.text import clip, one_line
from commission.session.changes import HANDED_IN, Change
from commission.session.definition import Definition
from commission.session.snapshot import SHORT, Snapshot
from commission.words import Words
from commission.words.notations import tagged


def debate_text(definition: Definition, table: AtTable, only: str, words: Words) -> str:
    """The dossiers of a lot one after the other, or the one asked for."""
    lines = wrapped(lot_heading(definition, table.now.lot, words))
    lines += wrapped(opening_text(table.snapshot, words))
    for each in table.dossiers:
        if only in {"", each.code}:
            lines += ["", *_dossier(definition, table, table.debate(each), words)]
    return "\n".join(lines) + "\n"


def opening_text(opened: Snapshot, words: Words) -> str:
    """When the marks of a lot were opened, what that opening is called, and the fingerprint of what it froze."""
    fields = {"when": moment(opened.at, words), "name": opened.name, "print": opened.print[:SHORT]}
    return words.say("Marks opened on {when} ({name}; fingerprint of the marks: {print})", **fields)


def moment(at: str, words: Words) -> str:
    """The time of an entry; as it stands in its file, where that is no time."""
    try:
        return words.date(datetime.fromisoformat(at))
    except ValueError:
        return one_line(at)


def rank_text(ranked: Ranked | None, words: Words, places: int = 2) -> str:
    """« rang 2 ex æquo, 71,50 »; « sans rang »."""
    if ranked is None:
        return words.say("no rank")
    place = words.say("{rank} tied", rank=ranked.place) if ranked.tied else str(ranked.place)
    if ranked.total is None:
        return words.say("rank {rank}", rank=place)
    return words.say("rank {rank}, {total}", rank=place, total=words.number(ranked.total, places))


def ranks_text(table: AtTable, dossier: str, words: Words, places: int) -> str:
    """The rank of today; beside it that of the marks as they were opened, where something changed since."""
    now, then = (rank_text(each, words, places) for each in table.ranks(dossier))
    if not table.changes and now == then:
        return one_line(now[:1].upper() + now[1:])
    return words.say("When marks were opened: {then}; now: {now}", then=then, now=now)


def figures_text(each: DebatedLine, words: Words) -> str:
    """« moyenne 3,25 · médiane 3 · écart 4 (57 %) »; of a line in words how many gave each."""
    parts = [words.say("{word}: {count}", word=words.value(word), count=count) for word, count in each.words.items()]
    if each.mean is not None:
        parts.append(words.say("mean {value}", value=_figure(each, words)))
        parts.append(words.say("median {value}", value=words.number(each.median)))
        parts.append(words.say("spread {value}", value=words.number(each.spread)))
    if each.disputed:
        parts.append(words.say("without object for some, scored by others: to be settled"))
    elif each.apart is not None and (each.words or each.mean is not None):
        parts.append(words.say("{percent} % of what the line allows", percent=words.number(each.apart * 100, 0)))
    if each.agreed != NOT_SCORED:
        parts.append(words.say("agreed mark: {value}", value=words.value(each.agreed)))
    return " · ".join(parts) or words.say("nobody answered")


def _figure(each: DebatedLine, words: Words) -> str:
    """The mean for the eye; where that is not the whole of it, the exact one beside."""
    shown, exact = words.number(each.mean), words.exact(each.mean)
    return shown if shown == exact else f"{shown} ({exact})"


def answer_text(each: Answer, words: Words) -> str:
    """« 5 (+1,75) », « ne se prononce pas », « fiche non remise », « contradictoires : 3 ou 5 »."""
    if each.stands == "no-sheet":
        return words.say("sheet not handed in")
    if each.stands == "missing":
        return words.say("not scored")
    if each.stands == "rivals":
        return words.say("contradictory: {values}", values=words.either(words.value(x) for x in each.rivals))
    said = words.value(each.value)
    if each.distance:
        sign = "+" if each.distance > 0 else "−"
        said += f" ({sign}{words.number(abs(each.distance))})"
    return said


def label_of(definition: Definition, code: str) -> str:
    """A member by name; with the code where another has the same name, or nobody this code."""
    names = [each.name for each in definition.members]
    alone = definition.knows_member(code) and names.count(definition.member(code).name) == 1
    return clip(definition.member(code).name, 60) if alone else name_of(definition, code)


def answers_text(definition: Definition, answers: Iterable[Answer], words: Words) -> str:
    """« Armelle Talvern 5 (+1,75) · Hervé Coatbrizel ne se prononce pas »."""
    return " · ".join(one_line(f"{label_of(definition, x.member)} {answer_text(x, words)}") for x in answers)


def remarks(definition: Definition, each: DebatedLine, words: Words) -> Iterator[tuple[str, str]]:
    """What is said beside the marks: who does not count, reasons; then observations, each with what stands under it."""
    voting = {x.member for x in each.answers}
    for one in (*each.answers, *each.consultative):
        name = label_of(definition, one.member)
        if one.member in voting and one.stands == "given" and not one.counts:
            yield words.say("{member}: does not count, this seat left the line", member=name), ""
        if one.reason and (one.stands == "declined" or each.sub.in_words):  # a change gives its own
            yield words.say("Reason ({member}): {reason}", member=name, reason=clip(one.reason, 600)), ""
    for one in each.observed:
        text = clip(one.observation, 4000)
        yield (
            words.say("Observation ({member}): {text}", member=label_of(definition, one.member), text=text),
            (observation_note(words)),
        )


def observation_note(words: Words) -> str:
    """What stands under every observation."""
    return words.say("may be communicable after the decision")


def sides(each: Change, words: Words) -> tuple[str, str]:
    """What was there before, and after: values, « 3 ou 5 » where two contradict each other, or where a sheet stood."""
    if each.code:
        before, after = (words.either(words.value(x) for x in side) for side in (each.before, each.after))
        return before, after
    handed, open_again = words.say("handed in"), words.say("open again")
    before, after = (handed if side == (HANDED_IN,) else open_again for side in (each.before, each.after))
    return before, after


def change_text(definition: Definition, each: Change, words: Words) -> str:
    """« B5, Fatou Guélisse (m-guelisse) : 3 → 4, le 15 septembre 2025 à 15 h 10, par … ; motif : … »."""
    member, when = label_of(definition, each.member), moment(each.at, words)
    before, after = sides(each, words)
    about = (
        words.say("{code}, {member}", code=each.code, member=member)
        if each.code
        else words.say("sheet ({member})", member=member)
    )
    said = words.say("{about}: {before} → {after}", about=about, before=before, after=after)
    how = words.term("how_changed", each.how)
    said += words.say(" ({how}, {when}, {by})", how=how, when=when, by=label_of(definition, each.by))
    return said + (words.say(": ") + clip(each.reason, 600) if each.reason else "")


def _dossier(definition: Definition, table: AtTable, each: Debate, words: Words) -> Iterator[str]:
    dossier = each.dossier
    yield from wrapped(f"{dossier.code} {clip(dossier.applicant)}")
    yield from wrapped(ranks_text(table, dossier.code, words, definition.rules.display_places), first="  ", then="  ")
    if found := table.changed(dossier.code):
        yield "  " + words.say("Since marks were opened:")
        for change in found:
            yield from wrapped(one_line(change_text(definition, change, words)), first="  - ", then="    ")
    yield "  " + words.say("Lines, what diverges most first:")
    for line in each.lines:
        yield from _line(definition, line, words)


def _line(definition: Definition, each: DebatedLine, words: Words) -> Iterator[str]:
    maximum = "" if each.sub.max is None else f" /{words.exact(each.sub.max)}"
    yield from wrapped(one_line(f"{each.sub.code} {clip(tagged(each.sub, words))}{maximum}"), first="  ", then="     ")
    yield from wrapped(figures_text(each, words), first="     ", then="     ")
    yield from wrapped(answers_text(definition, each.answers, words), first="     ", then="       ")
    if each.consultative:
        apart = answers_text(definition, each.consultative, words)
        yield from wrapped(
            words.say("Consultative voices, in no figure: {answers}", answers=apart), 80, "     ", "       "
        )
    for text, note in remarks(definition, each, words):
        yield from wrapped(one_line(text), first="     - ", then="       ")
        if note:
            yield f"         ({note})"
