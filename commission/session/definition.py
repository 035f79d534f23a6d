"""A session file as the product holds it: who sits, which dossiers, which rules, on which published call."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Literal, TypeVar

import msgspec
from msgspec.structs import force_setattr

from commission.rules import grid
from commission.rules.build import check_codes, number
from commission.rules.fault import Fault, Refused, fault
from commission.rules.grid import Call, Lot
from commission.rules.ranking_rules import Rules, RulesShape, build_rules
from commission.rules.shape import Number, Shape
from commission.rules.text import sort_key

T = TypeVar("T", Lot, "Member", "Dossier")

WHOLE_CALL = grid.WHOLE_CALL
"""The lot of a call without lots, and the scope of a recusal from the whole call."""

Role = Literal["president", "co-president", "member"]
Voice = Literal["deliberative", "consultative"]


class MemberShape(Shape):
    """One ``[[member]]``. ``seat`` is the voting place; by default the member's own code."""

    code: str
    name: str
    role: Role = "member"
    voice: Voice = "deliberative"
    seat: str = ""
    college: str = ""


class DossierShape(Shape):
    """One ``[[dossier]]``. ``deposited_at`` is local time in the session's zone, counted on receipt."""

    code: str
    applicant: str
    title: str = ""
    lot: str = WHOLE_CALL
    deposited_at: datetime | None = None
    figures: dict[str, Number] = msgspec.field(default_factory=dict)


class SessionShape(Shape):
    """A whole ``session.toml``."""

    format: Literal[1]
    id: str
    title: str
    grid: str = "grid.toml"
    language: Literal["fr", "en"] = "fr"
    zone: str = "Europe/Paris"
    rules: RulesShape = msgspec.field(default_factory=RulesShape)
    member: list[MemberShape] = msgspec.field(default_factory=list)
    dossier: list[DossierShape] = msgspec.field(default_factory=list)


class Member(msgspec.Struct, frozen=True):
    """Who sits. ``votes`` is the voix délibérative: only such a seat counts in a total."""

    code: str
    name: str
    role: str
    votes: bool
    seat: str
    college: str

    @property
    def presides(self) -> bool:
        """Whether this person is the president or one of the co-presidents."""
        return self.role in {"president", "co-president"}


class Dossier(msgspec.Struct, frozen=True):
    """What is scored and who filed it. ``figures`` are the numbers it declares, exact."""

    code: str
    applicant: str
    title: str
    lot: str
    deposited_at: datetime | None
    figures: dict[str, Fraction]


class Definition(msgspec.Struct, frozen=True):
    """One commission at work on one call. ``session_print`` and ``grid_print`` are the SHA-256 of the two files."""

    id: str
    title: str
    language: str
    zone: str
    call: Call
    rules: Rules
    members: tuple[Member, ...]
    dossiers: tuple[Dossier, ...]
    session_print: str = ""
    grid_print: str = ""
    _by_member: dict[str, Member] = {}
    _by_dossier: dict[str, Dossier] = {}
    _by_lot: dict[str, tuple[Dossier, ...]] = {}

    def __post_init__(self) -> None:
        # Always made anew: a copy with other members would bring the old ones along.
        force_setattr(self, "_by_member", {each.code: each for each in self.members})
        force_setattr(self, "_by_dossier", {each.code: each for each in self.dossiers})
        ordered = sorted(self.dossiers, key=lambda each: sort_key(each.code))
        lots = {each.lot for each in ordered}
        force_setattr(self, "_by_lot", {lot: tuple(each for each in ordered if each.lot == lot) for lot in lots})

    @property
    def lots(self) -> tuple[Lot, ...]:
        """The lots of the call; a call without lots has one, ``"*"``."""
        return self.call.lots or (Lot(WHOLE_CALL, self.call.title),)

    def lot(self, code: str) -> Lot:
        """The lot of this code, whatever its case. Raises Refused ``unknown-lot``."""
        return _find(code, self.lots, "unknown-lot")

    def member(self, code: str) -> Member:
        """The member of this code, whatever its case. Raises Refused ``unknown-member``."""
        return self._by_member.get(code) or _find(code, self.members, "unknown-member")

    def dossier(self, code: str) -> Dossier:
        """The dossier of this code, whatever its case. Raises Refused ``unknown-dossier``."""
        return self._by_dossier.get(code) or _find(code, self.dossiers, "unknown-dossier")

    def knows_member(self, code: str) -> bool:
        """Whether a member has exactly this code."""
        return code in self._by_member

    def knows_dossier(self, code: str) -> bool:
        """Whether a dossier has exactly this code."""
        return code in self._by_dossier

    def dossiers_of(self, lot: str) -> tuple[Dossier, ...]:
        """The dossiers filed in a lot, in code order."""
        return self._by_lot.get(lot, ())


def _find(code: str, among: tuple[T, ...], refusal: str) -> T:
    wanted = code.strip().casefold()
    for each in among:
        if each.code.casefold() == wanted:
            return each
    raise Refused(fault(refusal, found=code, known=[each.code for each in among]))


def build_definition(
    shape: SessionShape, call: Call, session_print: str = "", grid_print: str = ""
) -> tuple[Definition, list[Fault]]:
    """The session a file describes on this call, with every fault of meaning. Sound only without faults."""
    faults: list[Fault] = []
    rules, rule_faults = build_rules(shape.rules)
    faults += [each.under("rules") for each in rule_faults]
    members = tuple(
        Member(each.code, each.name, each.role, each.voice == "deliberative", each.seat or each.code, each.college)
        for each in shape.member
    )
    dossiers = tuple(_dossier(each, index, shape.zone, faults) for index, each in enumerate(shape.dossier))
    definition = Definition(
        shape.id,
        shape.title,
        shape.language,
        shape.zone,
        call,
        rules,
        members,
        dossiers,
        session_print,
        grid_print,
    )
    faults += check_codes([(shape.id, ("id",))])
    faults += check_codes([(each.code, ("member", index, "code")) for index, each in enumerate(members)], actors=True)
    faults += check_codes([(each.seat, ("member", index, "seat")) for index, each in enumerate(members)])
    faults += check_codes([(each.code, ("dossier", index, "code")) for index, each in enumerate(dossiers)])
    faults += _references(definition)
    return definition, faults


def _dossier(shape: DossierShape, index: int, zone: str, faults: list[Fault]) -> Dossier:
    figures = {name: number(value, faults, "dossier", index, "figures", name) for name, value in shape.figures.items()}
    if shape.deposited_at and shape.deposited_at.tzinfo:
        faults.append(fault("date-with-offset", "dossier", index, "deposited_at", zone=zone))
    return Dossier(shape.code, shape.applicant, shape.title, shape.lot, shape.deposited_at, figures)


def _references(definition: Definition) -> list[Fault]:
    faults = []
    lots, figures = [each.code for each in definition.lots], [each.code for each in definition.call.figures]
    for index, dossier in enumerate(definition.dossiers):
        if dossier.lot not in lots:
            faults.append(fault("unknown-lot", "dossier", index, "lot", found=dossier.lot, known=lots))
        for name in dossier.figures:
            if name not in figures:
                where = ("dossier", index, "figures", name)
                faults.append(fault("unknown-figure", *where, found=name, known=figures))
    presidents = [each for each in definition.members if each.role == "president"]
    if len(presidents) > 1:
        index = definition.members.index(presidents[1])
        faults.append(fault("two-presidents", "member", index, "role", first=presidents[0].code))
    return faults
