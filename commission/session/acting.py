"""What every act is made with: the row of the table, the draft it gives, the fields that all entries share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    """What the writer has seen when it acts: the heads of all journal files it read, and a fresh nonce for a hand-in."""

    heads: Heads = msgspec.field(default_factory=dict)
    nonce: str = ""


class ActSpec(msgspec.Struct, frozen=True):
    """One row of the table of acts: what a kind needs, and one line of help (a message id)."""

    kind: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    help: str
    make: Callable[[State, Viewer, Fields, Known], Draft]


def shared(state: State, viewer: Viewer, fields: Fields, kind: str, **more: Any) -> tuple[str, dict[str, Any]]:
    """The journal to write in and the fields every entry shares; checks the right to this kind of act."""
    for_member = fields.get("for", "").strip()
    if for_member:
        for_member = state.definition.member(for_member).code
    actor = access.journal_actor(viewer, kind, for_member)
    beside = state.act_tips if len(state.act_tips) > 1 else ()
    common: dict[str, Any] = {"by": viewer.code, "seen": state.last_act, "after": beside, **more}
    if actor in access.OFFICES and for_member:
        common["for_"] = for_member
    return actor, common


def act(state: State, viewer: Viewer, fields: Fields, kind: str) -> tuple[str, dict[str, Any]]:
    """As ``shared`` for an act that everybody may know: it follows the acts before it, the adoption above all."""
    if kind not in {"adopt", "slip", "settle"} and not state.adoption:
        raise Refused(fault("not-adopted"))
    return shared(state, viewer, fields, kind, after=state.act_tips)


def reason_of(fields: Fields) -> str:
    """The reason given, empty if none is."""
    return fields.get("reason", "").strip()
