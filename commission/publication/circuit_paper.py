"""``grid show`` of a circuit: who does what, in which order, as a person would lay it out on paper; and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from commission.publication.cells import wrapped
from commission.publication.plain import plain
from commission.rules.circuit import Circuit
from commission.rules.circuit_shape import Condition, Option, Step
from commission.rules.text import one_line
from commission.words import Words


def circuit_value(circuit: Circuit, sha256: str) -> dict[str, Any]:
    """The whole circuit for another program."""
    return {"file": sha256, "kind": "circuit", **plain(msgspec.to_builtins(circuit))}


def circuit_paper(circuit: Circuit, words: Words) -> str:
    """The whole circuit as text, 80 cells wide, in the order in which it is gone through."""
    parts = (
        _head(circuit, words),
        _places(circuit, words),
        _conditions(circuit, words),
        _agreements(circuit, words),
        _opinions(circuit, words),
        _final(circuit, words),
        _allowed(circuit, words),
        _indicators(circuit, words),
        _fields(circuit, words),
        _notes(circuit, words),
        _unpublished(circuit, words),
    )
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def _head(circuit: Circuit, words: Words) -> Iterator[str]:
    yield from wrapped(one_line(circuit.title))
    yield ""
    yield from _labelled(words, words.say("Code"), circuit.code)
    yield from _labelled(words, words.say("Source"), circuit.source)
    yield from wrapped(words.say("Persons are admitted one by one: nothing is scored and nobody is ranked."))


def _places(circuit: Circuit, words: Words) -> Iterator[str]:
    whole = words.say_n("{n} place", "{n} places", circuit.places)
    yield words.say("Places") + words.say(": ") + whole
    for each in circuit.territories:
        places = words.say_n("{n} place", "{n} places", each.places)
        yield from _item(f"{each.code}, {each.title}" + words.say(": ") + places + _source(each.source))
        for line in (each.holder, *each.areas):
            yield from wrapped(one_line(line), first="      ", then="      ") if line else ()


def _conditions(circuit: Circuit, words: Words) -> Iterator[str]:
    if circuit.conditions:
        yield words.say("Conditions")
    for each in circuit.conditions:
        yield from _item(_by(words, each.title, circuit.role(each.by)) + _source(each.source))
        if each.kind == "age":
            yield from wrapped(_bounds(each, words), first="      ", then="      ")
        for option in each.option:
            yield from _option(circuit, option, words)


def _bounds(condition: Condition, words: Words) -> str:
    if condition.most is None:
        return words.say("from {least} years", least=str(condition.least))
    if condition.least is None:
        return words.say("up to {most} years", most=str(condition.most))
    return words.say("from {least} to {most} years", least=str(condition.least), most=str(condition.most))


def _option(circuit: Circuit, option: Option, words: Words) -> Iterator[str]:
    yield from wrapped(one_line(f"{option.code}  {option.title}"), first="      ", then="        ")
    if option.todo:
        said = _by(words, option.todo, circuit.role(option.by)) if option.by else option.todo
        label = words.say("no sheet yet") if option.effect == "stops" else words.say("admission waits")
        yield from wrapped(one_line(label + words.say(": ") + said), first="        → ", then="          ")


def _agreements(circuit: Circuit, words: Words) -> Iterator[str]:
    if circuit.agreements:
        yield words.say("Agreements")
    for each in circuit.agreements:
        yield from _item(_by(words, each.title, circuit.role(each.by)) + _source(each.source))
        if each.delegation:
            said = words.say("a refusal can be met by: {title}", title=each.delegation.title)
            if each.delegation.condition:
                values = ", ".join(each.delegation.values)
                said += " " + words.say(
                    "(only {condition}: {values})", condition=each.delegation.condition, values=values
                )
            yield from wrapped(said + _source(each.delegation.source), first="      ", then="      ")


def _opinions(circuit: Circuit, words: Words) -> Iterator[str]:
    if circuit.opinions:
        yield words.say("Opinions, in this order")
    for number, each in enumerate(circuit.opinions, 1):
        title = _by(words, each.title, circuit.role(each.by)) + _source(each.source)
        yield from wrapped(one_line(f"{number}. {title}"), first="  ", then="     ")
        if each.when == "another-territory":
            said = words.say("only where the person lives on another territory than the service that asks")
            yield from wrapped(said, first="     ", then="     ")
        if each.unfavourable == "stops":
            yield from wrapped(
                words.say("an unfavourable opinion, with its reason, stops the sheet there until it is given anew"),
                first="     ", then="     ",
            )  # fmt: skip


def _final(circuit: Circuit, words: Words) -> Iterator[str]:
    yield words.say("Then")
    steps: list[Step] = [each for each in (circuit.visa,) if each]
    for step in steps:
        yield from _item(_by(words, step.title, circuit.role(step.by)) + _source(step.source))
    for piece in circuit.pieces:
        yield from _item(_by(words, piece.title, circuit.role(piece.by)) + _source(piece.source))
    admission = circuit.admission
    yield from _item(_by(words, admission.title, circuit.role(admission.by)) + _source(admission.source))
    if admission.handed:
        handed = words.say("handed over: {pieces}", pieces=", ".join(admission.handed))
        yield from wrapped(one_line(handed), first="      ", then="      ")
    if circuit.exit:
        yield from _item(_by(words, circuit.exit.title, circuit.role(circuit.exit.by)) + _source(circuit.exit.source))
        if circuit.exit.after:
            before = words.say("before that: {text}", text=circuit.exit.after)
            yield from wrapped(one_line(before), first="      ", then="      ")


def _allowed(circuit: Circuit, words: Words) -> Iterator[str]:
    """Priority, and what is allowed case by case; what is not allowed is said too."""
    yield words.say("Priority and exceptions")
    if circuit.priority:
        yield from _item(circuit.priority.title + _source(circuit.priority.source))
        for each in circuit.priority.basis:
            yield from wrapped(one_line(each), first="      - ", then="        ")
    for allowance, none in (
        (circuit.out_of_zone, words.say("No admission of who lives outside the territory asked")),
        (circuit.over_capacity, words.say("No admission beyond the places of a territory")),
    ):
        if allowance is None:
            yield from _item(none)
            continue
        yield from _item(_by(words, allowance.title, circuit.role(allowance.by)) + _source(allowance.source))
        if allowance.text:
            yield from wrapped(one_line(allowance.text), first="      ", then="      ")


def _indicators(circuit: Circuit, words: Words) -> Iterator[str]:
    if circuit.indicators:
        yield words.say("Mandatory indicators")
    for each in circuit.indicators:
        yield from _item(each.title + _source(each.source))
    if circuit.evaluation:
        yield from _item(circuit.evaluation)


def _fields(circuit: Circuit, words: Words) -> Iterator[str]:
    """The published sheet, part by part; what never leaves the paper is marked."""
    if circuit.fields:
        yield from wrapped(
            words.say("Fields of the sheet; those marked * say who somebody is and are never typed here")
        )
    part = ""
    for each in circuit.fields:
        if each.part != part:
            part = each.part
            yield from wrapped(one_line(part), first="  ", then="    ")
        choices = f" ({', '.join(each.values)})" if each.values else ""
        mark = "* " if each.personal else "- "
        yield from wrapped(one_line(each.title + choices), first=f"    {mark}", then="      ")


def _notes(circuit: Circuit, words: Words) -> Iterator[str]:
    groups = (
        circuit.territories, circuit.services, circuit.conditions, circuit.agreements, circuit.opinions,
        circuit.pieces, circuit.fields, circuit.indicators,
    )  # fmt: skip
    steps = [each for each in (circuit.visa, circuit.admission, circuit.exit) if each]
    about = [(each.title, each.note) for group in groups for each in group] + [(x.title, x.note) for x in steps]
    notes = [*circuit.notes, *(words.say("{about}: {note}", about=name, note=note) for name, note in about if note)]
    if notes:
        yield words.say("Notes on the document")
        yield from _items(notes)


def _unpublished(circuit: Circuit, words: Words) -> Iterator[str]:
    if circuit.unpublished:
        yield words.say("What the document does not publish")
        yield from _items(text for _, text in circuit.unpublished)


def _by(words: Words, title: str, who: str) -> str:
    return words.say("{title} ({who})", title=title, who=who)


def _labelled(words: Words, label: str, text: str) -> list[str]:
    return wrapped(label + words.say(": ") + one_line(text), then="  ") if text else []


def _item(text: str) -> list[str]:
    return wrapped(one_line(text), first="  - ", then="    ")


def _items(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _item(text)


def _source(source: str) -> str:
    return f" ({source})" if source else ""
