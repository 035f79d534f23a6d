"""What the published document asks of a dossier before it is scored: fields, pieces, headings, requirements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Literal, TypeVar, get_args

import msgspec

from commission.rules.asked_shape import Ground

T = TypeVar("T", "Field", "Piece", "Requirement")

GROUNDS: tuple[str, ...] = get_args(Ground)
"""Every ground of a refusal before examination."""
LEGAL_GROUNDS = {"late": "1°", "incomplete": "2°", "foreign": "3°"}
"""The three of art. R. 313-6 CASF, for calls under that regime. Any other is the call's own or a setting."""
REGIME = "CASF R.313"
"""What ``regime`` says in a file of a call under articles R. 313-1 and following of the code."""


class Field(msgspec.Struct, frozen=True):
    """What a dossier declares that is no number: ``text``, ``date``, ``choice`` (one of ``values``) or ``yes-no``."""

    code: str
    title: str
    kind: str
    values: tuple[str, ...] = ()
    source: str = ""
    note: str = ""


class Piece(msgspec.Struct, frozen=True):
    """A document to hand in, of which only « fournie » or « non fournie » is ever recorded."""

    code: str
    title: str
    part: str = ""
    mandatory: bool = True
    source: str = ""


class Heading(msgspec.Struct, frozen=True):
    """What the project must set out."""

    code: str
    title: str
    source: str = ""


class Requirement(msgspec.Struct, frozen=True):
    """What a dossier must satisfy, and what failing it leads to.

    ``lots`` are those whose dossiers it is asked of; none: all. ``automatic``: the document says that failing it decides
    by itself; nothing is applied without an act all the same. ``first`` and ``last`` bound a date, both included.
    ``days``: how long the document gives to complete; None: it does not say.
    """

    code: str
    title: str
    kind: str
    failing: str
    ground: str
    figure: str = ""
    bound: Fraction = Fraction(0)
    piece: str = ""
    part: str = ""
    field: str = ""
    values: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    days: int | None = None
    automatic: bool = False
    source: str = ""
    note: str = ""
    lots: tuple[str, ...] = ()


class Asked(msgspec.Struct, frozen=True):
    """All that a document asks of a dossier, in its order."""

    fields: tuple[Field, ...] = ()
    pieces: tuple[Piece, ...] = ()
    headings: tuple[Heading, ...] = ()
    requirements: tuple[Requirement, ...] = ()

    def field(self, code: str) -> Field | None:
        """The field of this code, if there is one."""
        return _find(code, self.fields)

    def piece(self, code: str) -> Piece | None:
        """The piece of this code, if there is one."""
        return _find(code, self.pieces)

    def requirement(self, code: str) -> Requirement | None:
        """The requirement of this code, if there is one."""
        return _find(code, self.requirements)

    def of(self, lot: str) -> tuple[Requirement, ...]:
        """The requirements that a dossier of this lot is before, in their order."""
        return tuple(each for each in self.requirements if not each.lots or lot in each.lots)

    def number(self, requirement: Requirement) -> int:
        """The number by which tables name a requirement: its place among all, whichever lots it is asked of."""
        return self.requirements.index(requirement) + 1

    def pieces_of(self, requirement: Requirement) -> tuple[Piece, ...]:
        """The pieces that a requirement of kind ``piece`` or ``pieces`` looks at; none for another kind."""
        if requirement.kind == "piece":
            return tuple(each for each in self.pieces if each.code == requirement.piece)
        if requirement.kind == "pieces":
            part = requirement.part
            return tuple(each for each in self.pieces if each.mandatory and (not part or each.part == part))
        return ()


def ground_standing(ground: str, regime: str, requirements: Iterable[Requirement]) -> Literal["law", "call", "setting"]:
    """Where a ground of refusal comes from: the code itself, one of these published requirements, or a setting."""
    if ground in LEGAL_GROUNDS and regime.strip().casefold() == REGIME.casefold():
        return "law"
    return "call" if any(each.ground == ground for each in requirements) else "setting"


def _find(code: str, among: Iterable[T]) -> T | None:
    return next((each for each in among if each.code == code), None)
