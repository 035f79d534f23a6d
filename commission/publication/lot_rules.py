"""The rules that a lot follows and the rest of the call does not, under its own ranking."""

from __future__ import annotations

from collections.abc import Sequence

from commission.publication.cells import wrapped
from commission.rules.fault import Fault
from commission.rules.text import one_line
from commission.words import Words


def lot_rules_lines(rules: Sequence[Fault], words: Words) -> list[str]:
    """These rules, those that the call publishes first, then those adopted in session."""
    lines: list[str] = []
    for published, heading in (
        (True, words.say("Rules of this lot, published by the call:")),
        (False, words.say("Rules of this lot, adopted in session, not published:")),
    ):
        own = dict.fromkeys(words.step(rule) for rule in rules if bool(rule.fields.get("published")) == published)
        if own:
            lines += ["", heading]
            lines += [line for rule in own for line in wrapped(one_line(rule), first="  - ", then="    ")]
    return lines
