"""The acts of an admission circuit: what was typed made canonical, then judged as the fold will judge it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from commission.rules.circuit import OUTSIDE, Circuit, find
from commission.rules.circuit_shape import Condition as ConditionTable
from commission.rules.fault import Refused, fault
from commission.session import circuit_entry as entry
from commission.session.access import Viewer
from commission.session.act_draft import ActSpec, Draft, Fields, Known, act, day_of, reason_of
from commission.session.circuit_entry import CircuitEntry
from commission.session.circuit_fold import refusal
from commission.session.circuit_form import BREAK, END, FAVOURABLE, FILLED, NO, UNFAVOURABLE, YES, form_fault
from commission.session.state import State

WORDS: Mapping[str, str] = {
    "oui": YES, "yes": YES, "non": NO, "no": NO,
    "favorable": FAVOURABLE, "favourable": FAVOURABLE,
    "défavorable": UNFAVOURABLE, "defavorable": UNFAVOURABLE, "unfavorable": UNFAVOURABLE, "unfavourable": UNFAVOURABLE,
    "rempli": FILLED, "filled": FILLED,
    "fin": END, "end": END, "rupture": BREAK, "break": BREAK,
}  # fmt: skip
"""What may be typed for our own words, in either language."""


def word(text: str) -> str:
    """One of our own words, whichever language it was typed in; anything else as it is."""
    return WORDS.get(text.strip().casefold(), text.strip())


def age(text: str) -> str:
    """An age as typed (``16`` or ``16 ans``), without its unit."""
    return text.casefold().removesuffix("ans").strip()


DONE = frozenset({entry.Visa, entry.Receive, entry.Leave})
"""What is noted once it is done: a day to come is a slip of the keyboard. An admission may be decided for a later day."""


def _maker(
    kind: type[Any], read: Callable[[Circuit, State, dict[str, str]], dict[str, str]]
) -> Callable[[State, Viewer, Fields, Known], Draft]:
    """An act whose typed fields ``read`` makes canonical; judged by form, then on the cases as they are."""
    tag = str(kind.__struct_config__.tag)

    def make(state: State, viewer: Viewer, fields: Fields, known: Known) -> Draft:
        actor, common = act(state, viewer, fields, tag)
        circuit = state.definition.circuit
        if circuit is None:
            raise Refused(fault("not-a-circuit"))
        typed = {name: value.strip() for name, value in fields.items()}
        typed["fiche"] = typed["fiche"].upper()
        if "reason" in typed:
            typed["reason"] = reason_of(fields)
        given = {**common, **read(circuit, state, typed)}
        written = cast("CircuitEntry", kind(n=0, at="", prev="", **given))
        if kind in DONE and known.today and given["date"] > known.today:
            raise Refused(fault("day-to-come", found=given["date"], today=known.today))
        if wrong := form_fault(state.definition, written) or refusal(state.definition, state.book, written):
            raise Refused(wrong)
        if kind is entry.Admission and (changed := state.file_changed()):
            raise Refused(*changed)  # the places or the conditions may not be those that were adopted
        return Draft(actor, kind, given)

    return make


def _as_typed(_: Circuit, __: State, typed: dict[str, str]) -> dict[str, str]:
    dates: dict[str, str] = {name: day_of(typed[name]) for name in ("date", "exchange") if name in typed}
    words = {"ending": word(typed["ending"])} if "ending" in typed else {}
    return {**typed, **dates, **words}


def _fiche(circuit: Circuit, _: State, typed: dict[str, str]) -> dict[str, str]:
    """The home is the territory asked, unless it is said to be another."""
    territory = circuit.territory(typed["territory"]).code
    home = typed.get("home") or territory
    home = OUTSIDE if home.casefold() == OUTSIDE else circuit.territory(home).code
    service = typed.get("service", "")
    if service:
        service = find(service, circuit.services, "unknown-service").code
    return {**typed, "territory": territory, "home": home, "service": service}


def _fill(circuit: Circuit, _: State, typed: dict[str, str]) -> dict[str, str]:
    field = find(typed["field"], circuit.fields, "unknown-fiche-field")
    near = [each for each in field.values if each.casefold() == typed["value"].casefold()]
    value = near[0] if near else day_of(typed["value"]) if field.kind == "date" else word(typed["value"])
    return {**typed, "field": field.code, "value": value}


def _condition(circuit: Circuit, _: State, typed: dict[str, str]) -> dict[str, str]:
    condition = circuit.condition(typed["condition"])
    days: dict[str, str] = {name: day_of(typed[name]) for name in ("start", "until") if name in typed}
    return {**typed, **days, "condition": condition.code, "value": _value(condition, typed["value"])}


def _value(condition: ConditionTable, typed: str) -> str:
    """The options named, in the file's order, whatever their case and however separated; an age without « ans »."""
    if condition.kind == "age":
        return age(typed)
    known = {each.code.casefold(): each.code for each in condition.option}
    named = [known.get(each.casefold(), each) for each in re.split("[,;+ ]+", typed) if each]
    return ",".join(
        [*(each for each in known.values() if each in named), *(x for x in named if x not in known.values())]
    )


def _agreement(circuit: Circuit, _: State, typed: dict[str, str]) -> dict[str, str]:
    code = find(typed["agreement"], circuit.agreements, "unknown-agreement").code
    value = {"value": word(typed["value"])} if "value" in typed else {}
    return {**typed, **value, "agreement": code}


def _opinion(circuit: Circuit, _: State, typed: dict[str, str]) -> dict[str, str]:
    code = find(typed["opinion"], circuit.opinions, "unknown-opinion").code
    return {**typed, "opinion": code, "value": word(typed["value"])}


def _receive(circuit: Circuit, _: State, typed: dict[str, str]) -> dict[str, str]:
    code = find(typed["piece"], circuit.pieces, "unknown-circuit-piece").code
    return {**typed, "piece": code, "date": day_of(typed["date"])}


def _admission(_: Circuit, __: State, typed: dict[str, str]) -> dict[str, str]:
    return {**typed, "date": day_of(typed["date"]), "age": age(typed["age"])}


def _leave(circuit: Circuit, state: State, typed: dict[str, str]) -> dict[str, str]:
    return {**_as_typed(circuit, state, typed), "age": age(typed["age"])}


SPECS: tuple[ActSpec, ...] = (
    ActSpec("fiche", ("fiche", "territory"), ("service", "home"), "Open a sheet", _maker(entry.Fiche, _fiche)),
    ActSpec("fill", ("fiche", "field", "value"), (), "Note a field of the sheet", _maker(entry.Fill, _fill)),
    ActSpec(
        "condition",
        ("fiche", "condition", "value"),
        ("start", "until"),
        "State a condition",
        _maker(entry.Condition, _condition),
    ),
    ActSpec("agreement", ("fiche", "agreement", "value"), (), "Note an agreement", _maker(entry.Agreement, _agreement)),
    ActSpec(
        "delegation",
        ("fiche", "agreement", "reason"),
        (),
        "Note what stands for a refused agreement",
        _maker(entry.Delegation, _agreement),
    ),
    ActSpec("opinion", ("fiche", "opinion", "value"), ("reason",), "Note an opinion", _maker(entry.Opinion, _opinion)),
    ActSpec("visa", ("fiche", "date"), (), "Give the visa", _maker(entry.Visa, _as_typed)),
    ActSpec(
        "receive", ("fiche", "piece", "date"), (), "Note that a piece is received", _maker(entry.Receive, _receive)
    ),
    ActSpec("priority", ("fiche", "rank", "reason"), (), "Give a priority", _maker(entry.Priority, _as_typed)),
    ActSpec("wait", ("fiche", "date"), (), "Put a sheet on the waiting list", _maker(entry.Wait, _as_typed)),
    ActSpec("out-of-zone", ("fiche", "reason"), (), "Allow somebody from outside", _maker(entry.OutOfZone, _as_typed)),
    ActSpec(
        "over-capacity", ("fiche", "reason"), (), "Allow one beyond the places", _maker(entry.OverCapacity, _as_typed)
    ),
    ActSpec("admission", ("fiche", "date", "age"), ("reason",), "Admit a person", _maker(entry.Admission, _admission)),
    ActSpec(
        "leave",
        ("fiche", "date", "age", "ending", "reason"),
        ("exchange",),
        "Note that a person leaves",
        _maker(entry.Leave, _leave),
    ),
    ActSpec("drop", ("fiche", "reason"), (), "Close a sheet without admission", _maker(entry.Drop, _as_typed)),
)
"""The rows of the table of acts that are a circuit's own."""
