"""A fault as a value: what is wrong and where, never yet a sentence. The face, or the document's language, words it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

KeyPath = tuple[str | int, ...]
"""The way to a value in a TOML file: ``("criterion", 0, "sub", 1, "max")``."""


class Place(msgspec.Struct, frozen=True):
    """A point in a file as a text editor counts it: lines and columns from 1; 0 where unknown."""

    file: str
    line: int = 0
    column: int = 0


class Fault(msgspec.Struct, frozen=True):
    """One thing that is wrong, or one refusal.

    ``code`` names the sentence in ``words.faults``; ``fields`` fill it (strings, integers, fractions, lists of strings);
    ``where`` is the key path inside a written file, which ``files`` turns into a ``place``.
    """

    code: str
    fields: Mapping[str, object] = msgspec.field(default_factory=dict)
    where: KeyPath = ()
    place: Place | None = None

    def at(self, place: Place) -> Fault:
        """The same fault, located."""
        return replace(self, place=place)

    def with_fields(self, **more: object) -> Fault:
        """The same fault with more fields."""
        return replace(self, fields={**self.fields, **more})

    def under(self, *prefix: str | int) -> Fault:
        """The same fault, found deeper in a file: ``prefix`` goes before its key path."""
        return replace(self, where=(*prefix, *self.where))


def fault(code: str, *where: str | int, **fields: object) -> Fault:
    """A fault of this code at this key path."""
    return Fault(code, fields, where)


class Refused(Exception):
    """Raised where an act, a file or a command cannot go on; carries every fault found, in reading order."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(each.code for each in faults))
        self.faults = faults
