"""An act being made: what it would write, what it knew, and what every act says besides its own fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from commission.rules.fault import Refused, fault
from commission.session import access, entry
from commission.session.access import Viewer
from commission.session.entry import Heads
from commission.session.state import State

Fields = Mapping[str, str]


class Draft(msgspec.Struct, frozen=True):
    """An entry not yet written: in whose journal, of which kind, with which fields; number, time and hash come later."""

    actor: str
    kind: type[entry.Entry]
    fields: dict[str, Any]


class Known(msgspec.Struct, frozen=True):
    """What the writer has seen when it acts: the heads of all journal files it read, and a fresh nonce for a hand-in.

    ``today`` is the day of the writer's clock, ``2025-09-15``; empty where an act is only tried.
    """

    heads: Heads = msgspec.field(default_factory=dict)
    nonce: str = ""
    today: str = ""


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
