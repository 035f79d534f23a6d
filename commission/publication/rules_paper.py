"""The rules that the document publishes, as ``grid show`` prints them: of the whole call, of a stage, of a lot."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from commission.publication.cells import wrapped
from commission.result.applied import rule_steps
from commission.rules.grid import Call
from commission.rules.ranking_rules import Rules, build_rules, over, stated
from commission.rules.ranking_shape import RulesShape
from commission.rules.text import one_line
from commission.words import Words

ALSO = {"across": "aggregation", "display_places": "rounding"}
"""The keys that are told in the sentence of another."""


def rules_paper(call: Call, words: Words) -> Iterator[str]:
    """What the file states, key by key; a stage's own rules after those of the call."""
    if call.rules:
        yield words.say("Rules that the document publishes")
        yield from _table(call, call.rules, call.rules, words)
    for each in call.stages:
        published = over(call.rules, each.rules)
        if each.rules and published:
            title = words.say("Rules published for the stage {code}, {title}", code=each.code, title=each.title)
            yield from wrapped(one_line(title))
            yield from _table(call, each.rules, published, words)


def _table(call: Call, own: RulesShape, whole: RulesShape, words: Words) -> Iterator[str]:
    """The rules of one table, then those of each lot that has some; ``whole`` is what they stand among."""
    rules, _ = build_rules(RulesShape(), whole)
    yield from _items(rules, stated(own), call, words)
    for code, written in own.lot.items():
        yield from wrapped(one_line(f"{call.lot_label.capitalize()} {code}"), first="  ")
        yield from _items(rules.of(code), stated(written), call, words, "    - ")


def _items(rules: Rules, keys: Collection[str], call: Call, words: Words, first: str = "  - ") -> Iterator[str]:
    told = {ALSO.get(key, key) for key in keys}
    texts = [words.step(each.with_fields(published=True)) for key, each in rule_steps(rules) if key in told]
    if "number" in keys:
        texts.append(words.say_n("{n} dossier in useful rank", "{n} dossiers in useful rank", rules.number))
    if "asked" in keys:
        figure = next((each.title for each in call.figures if each.code == rules.asked), rules.asked)
        texts.append(words.say("What a dossier asks for: {figure}", figure=figure))
    for text in texts:
        yield from wrapped(one_line(text), first=first, then=" " * len(first))
