"""The rules that a document publishes, as ``grid show`` prints them: of the call, what differs for a stage, for one lot."""

from __future__ import annotations

from collections.abc import Iterator, Set

from commission.publication.cells import wrapped
from commission.result.applied import sentences
from commission.rules.fault import Fault, fault
from commission.rules.grid import Call, Lot
from commission.rules.ranking_rules import Rules, build_rules, over, stated
from commission.rules.text import one_line
from commission.words import Words

SAID_BY = {
    "aggregation": {"aggregation", "across"},
    "rounding": {"rounding", "display_places"},
    "selection": {"selection", "number"},
}
"""The sentences that more than their own key changes."""


def rules_paper(call: Call, words: Words) -> Iterator[str]:
    """What the document states for the whole call; nothing where it publishes no rule."""
    if call.rules is not None:
        rules, _ = build_rules(call.rules)
        if said := _said(rules, stated(call.rules).keys(), call):
            yield words.say("Rules published by the call:")
            yield from _items(said, words, "  ")
    for stage in call.stages:
        whole = over(call.rules, stage.rules)
        if stage.rules is None or whole is None:
            continue
        title = words.say("Rules published for the stage {code}, {title}", code=stage.code, title=stage.title)
        yield from wrapped(one_line(title))
        rules, _ = build_rules(whole)
        yield from _items(_said(rules, stated(stage.rules).keys(), call), words, "  ")
        for code, own in stage.rules.lot.items():
            yield from wrapped(one_line(f"{call.lot_label.capitalize()} {code}"), first="  ")
            yield from _items(_said(rules.of(code), stated(own).keys(), call), words, "    ")


def lot_rules_paper(call: Call, lot: Lot, words: Words) -> Iterator[str]:
    """What the document states for this lot only, under the lot."""
    own = call.rules.lot.get(lot.code) if call.rules else None
    if call.rules is None or own is None:
        return
    rules, _ = build_rules(call.rules)
    yield "  " + words.say("Rules of this lot, published by the call:")
    yield from _items(_said(rules.of(lot.code), stated(own).keys(), call), words, "    ")


def _said(rules: Rules, keys: Set[str], call: Call) -> list[Fault]:
    """The sentences of these keys, in the order in which a ranking says them."""
    found = [each for key, each in sentences(rules) if keys & SAID_BY.get(key, {key})]
    if "fill" in keys and rules.fill == "stop":
        found.append(fault("rule-fill", value=rules.fill))
    if "threshold" in keys and not rules.thresholds:
        found.append(fault("rule-no-threshold"))
    if "tie_break" in keys and not rules.tie_break:
        found.append(fault("rule-no-tie"))
    if "asked" in keys:
        title = next((each.title for each in call.figures if each.code == rules.asked), rules.asked)
        found.append(fault("rule-asked", title=title))
    return found


def _items(said: list[Fault], words: Words, indent: str) -> Iterator[str]:
    for each in said:
        yield from wrapped(one_line(words.step(each)), first=f"{indent}- ", then=f"{indent}  ")
