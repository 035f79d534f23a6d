"""An act being made: what it would write, what it knew, and what every act says besides its own fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from commission.rules.fault import Refused, fault
from commission.session import access, entry
from commission.session.access import Viewer
from commission.session.entry import Heads
from commission.session.moves import Order
from commission.session.state import State

Fields = Mapping[str, str]

_DAY = re.compile("([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


class Draft(msgspec.Struct, frozen=True):
    """An entry not yet written: in whose journal, of which kind, with which fields; number, time and hash come later."""

    actor: str
    kind: type[entry.Entry]
    fields: dict[str, Any]


class Known(msgspec.Struct, frozen=True):
    """What the writer has seen when it acts: the heads of all journal files it read, and a fresh nonce for a hand-in.

    ``today`` is the day of the writer's clock, ``2025-09-15``; empty where an act is only tried. ``proposed`` is the ranking
    proposed for the lot that the act is about, empty where none is: it is computed in a room that this one may not ask.
    ``passed`` are the dossiers of it that the rules of selection pass over, where a decision is about to be recorded.
    """

    heads: Heads = msgspec.field(default_factory=dict)
    nonce: str = ""
    today: str = ""
    proposed: Order = ()
    passed: tuple[str, ...] = ()


class ActSpec(msgspec.Struct, frozen=True):
    """One row of the table of acts: what a kind needs, and one line of help (a message id)."""

    kind: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    help: str
    make: Callable[[State, Viewer, Fields, Known], Draft]


def common(state: State, viewer: Viewer, fields: Fields, kind: str, **more: Any) -> tuple[str, dict[str, Any]]:
    """The journal to write in and the fields every entry shares; checks the right to this kind of act."""
    for_member = fields.get("for", "").strip()
    if for_member:
        for_member = state.definition.member(for_member).code
    actor = access.journal_actor(viewer, kind, for_member)
    beside = state.act_tips if len(state.act_tips) > 1 else ()
    shared: dict[str, Any] = {"by": viewer.code, "seen": state.last_act, "after": beside, **more}
    if actor in access.OFFICES and for_member:
        shared["for_"] = for_member
    return actor, shared


def act(state: State, viewer: Viewer, fields: Fields, kind: str) -> tuple[str, dict[str, Any]]:
    """The same for an act of an office, which follows all the acts before it; refuses most of them before the adoption."""
    if kind not in {"adopt", "slip", "settle"} and not state.adoption:
        raise Refused(fault("not-adopted"))
    return common(state, viewer, fields, kind, after=state.act_tips)


def reason_of(fields: Fields) -> str:
    """The reason given, without spaces around it."""
    return fields.get("reason", "").strip()


def day_of(text: str) -> str:
    """A day as typed (``01/09/2025`` or ``2025-09-01``), as a journal writes it; anything else as it is."""
    found = _DAY.fullmatch(text.strip())
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text.strip()
