"""What the fields of an act on admissibility may be, for the form in which the desk fills it in. No screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from commission.session.admissibility import admissibility, decided_by_itself, handed_in, requests
from commission.session.state import State
from commission.words import Words


class Choice(NamedTuple):
    """One thing a field may be."""

    value: str
    label: str


def requirement_choices(state: State, dossier: str, kind: str) -> list[Choice]:
    """The requirements that an act may name: those to confirm, or those that may be completed."""
    asked, known = state.definition.call.asked, state.definition.knows_dossier(dossier)
    found = asked.of(state.definition.dossier(dossier).lot) if known else asked.requirements
    if kind == "ask-completion":
        found = tuple(each for each in found if each.failing != "refused")
    if kind == "confirm" and known:
        filed = state.definition.dossier(dossier)
        handed = handed_in(state, filed)
        found = tuple(each for each in found if not decided_by_itself(state.definition, filed, handed, each))
    return [Choice(each.code, f"{each.code}  {each.title}") for each in found]


def piece_choices(state: State, dossier: str, kind: str) -> list[Choice]:
    """The pieces that are not there: those asked for where they come in, those that a requirement misses otherwise.

    All together first, then each alone: a form takes one choice.
    """
    if not state.definition.knows_dossier(dossier):
        return []
    filed, pieces = state.definition.dossier(dossier), state.definition.call.asked.pieces
    there = handed_in(state, filed)
    if kind == "completed":
        wanted = [code for each in state.asked.get(filed.code, ()) for code in each.pieces]
    else:
        wanted = [code for each in admissibility(state, filed).findings for code in each.missing]
    missing = [each for each in pieces if each.code not in there]
    first = [each for each in missing if each.code in wanted]
    choices = [Choice(each.code, each.title) for each in [*first, *(x for x in missing if x not in first)]]
    if len(first) > 1:
        choices.insert(0, Choice(", ".join(x.code for x in first), " + ".join(x.title for x in first)))
    return choices


def completion_preview(state: State, written: Mapping[str, Any], w: Words) -> list[str]:
    """What a request to complete would say, and the ones under way beside it."""
    from commission.publication.circuit_table import day_text  # loaded where a day is asked for only

    asked, filed = state.definition.call.asked, state.definition.dossier(written["dossier"])
    titles = [each.title for each in asked.pieces if each.code in written["pieces"]]
    titles = titles or [each.title for each in asked.requirements if each.code in written["requirements"]]
    days = {each: day_text(written[each], w) for each in ("sent", "until")}
    said = [w.say("Asked for: {pieces}. Sent on {sent}, until {until}.", pieces=w.listing(titles), **days)]
    for each in requests(state, filed):
        days = {"sent": day_text(each.sent, w), "until": day_text(each.until, w)}
        said.append(w.say("Already asked on {sent}, until {until}: the same pieces asked again replace that.", **days))
    return said


def decider_choices(state: State, words: Words) -> list[Choice]:
    """All the authorities of the call: they decide jointly, so there is one thing to say."""
    authorities = state.definition.call.authorities
    codes = ", ".join(each.code for each in authorities)
    return [Choice(codes, words.listing(each.title for each in authorities))] if authorities else []
