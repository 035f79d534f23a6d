"""Members by their names where a person reads: « Fatou Guélisse (m-guelisse) ». Programs go on reading codes."""

from __future__ import annotations

from msgspec.structs import replace

from commission.rules.fault import Fault
from commission.rules.text import clip
from commission.session.definition import Definition

FIELDS = frozenset({"member", "members", "said", "scored"})
"""The fields of a step or a fault that hold members' codes."""
ROOM = 76
"""Characters of a name and its code together: a sentence repeats no more of a field."""


def with_names(definition: Definition, step: Fault) -> Fault:
    """The same step or fault, its members called by name and code; a code that nobody has stays as it is."""
    fields = {name: _named(definition, value) if name in FIELDS else value for name, value in step.fields.items()}
    return replace(step, fields=fields)


def name_of(definition: Definition, code: str) -> str:
    """« Fatou Guélisse (m-guelisse) », the name cut where the two are too long; the code alone if nobody has it."""
    if not definition.knows_member(code):
        return code
    return f"{clip(definition.member(code).name, max(8, ROOM - len(code)))} ({code})"


def _named(definition: Definition, value: object) -> object:
    if isinstance(value, str):
        return name_of(definition, value)
    if isinstance(value, list | tuple):
        return [_named(definition, each) for each in value]
    return value
