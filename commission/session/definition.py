"""A session file as the product holds it: who sits, which dossiers, which rules, on which published call."""

# Annotations are not kept as text here: every command reads them, and would have to compile each first (1 ms).

from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeVar

import msgspec
from msgspec.structs import force_setattr, replace

from commission.rules import grid
from commission.rules.checks import check_codes, number
from commission.rules.fault import Fault, Refused, fault
from commission.rules.grid import Call, Lot
from commission.rules.ranking_rules import Rules, build_rules
from commission.rules.ranking_shape import RulesShape
from commission.rules.rule_checks import contradictions
from commission.rules.shape import CriterionShape
from commission.rules.table import Shape
from commission.rules.text import sort_key
from commission.session.before import BeforeShape
from commission.session.deliberation import GRID, Deliberation, DeliberationShape, build_deliberation, own_grid
from commission.session.filing import Declared, DossierShape, filing_faults

if TYPE_CHECKING:
    from commission.rules.circuit import Circuit

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


class CircuitSettings(Shape):
    """``[circuit]``: what the session settles where the circuit's document says nothing. ``waiting``: in which order."""

    waiting: Literal["priority", "arrival"] = "priority"


class SessionShape(Shape):
    """A whole ``session.toml``. ``completion_days`` is a setting: the delay to complete where the document gives none.

    ``criterion`` is the commission's own grid, where the document publishes none.
    """

    format: Literal[1]
    id: str
    title: str
    grid: str = "grid.toml"
    language: Literal["fr", "en"] = "fr"
    zone: str = "Europe/Paris"
    completion_days: int = 8
    rules: RulesShape = msgspec.field(default_factory=RulesShape)
    circuit: CircuitSettings = msgspec.field(default_factory=CircuitSettings)
    member: list[MemberShape] = msgspec.field(default_factory=list)
    dossier: list[DossierShape] = msgspec.field(default_factory=list)
    deliberation: DeliberationShape = msgspec.field(default_factory=DeliberationShape)
    criterion: list[CriterionShape] = msgspec.field(default_factory=list)
    stage: str = ""
    before: BeforeShape | None = None


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
    """What is scored and who filed it. ``figures`` are the numbers it declares, exact; ``fields`` the rest it declares.

    A variant is a dossier of its own, beside the one that ``variant_of`` names; it never replaces it. ``carried`` is its
    exact total at the stage before.
    """

    code: str
    applicant: str
    title: str
    lot: str
    deposited_at: datetime | None
    figures: dict[str, Fraction]
    fields: dict[str, Declared] = {}
    pieces: tuple[str, ...] = ()
    receipt: str = ""
    receipt_number: str = ""
    variant_of: str = ""
    linked: tuple[str, ...] = ()
    form: str = ""
    carried: Fraction | None = None
    confirmed: tuple[tuple[str, str], ...] = ()


class Definition(msgspec.Struct, frozen=True):
    """One commission at work on one call. ``session_print`` and ``grid_print`` are the SHA-256 of the two files.

    ``circuit`` is there where the document is one, and then nothing is scored; ``waiting`` orders its waiting lists.
    Where the call has stages, ``call`` has the criteria of the one that this session is about, ``call.at``; ``before``
    says from which session its dossiers came, where the program made it.
    """

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
    deliberation: Deliberation = Deliberation()
    completion_days: int = 8
    circuit: "Circuit | None" = None
    waiting: str = "priority"
    before: BeforeShape | None = None
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

    @property
    def own_grid(self) -> bool:
        """Whether the grid is the commission's own: adopted, not published."""
        return bool(self.call.criteria) and not self.call.scored

    def has_sheets(self, lot: str) -> bool:
        """Whether the dossiers of a lot are scored; otherwise the commission enters their ranks."""
        return self.deliberation.of(lot) == GRID

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
    raise Refused(fault(refusal, found=code, known=nearest_first(wanted, [each.code for each in among])))


def nearest_first(wanted: str, codes: list[str]) -> list[str]:
    """These codes, those that look like the wanted one first: of a long list a fault names only the beginning."""
    import difflib

    near = difflib.get_close_matches(wanted, [each.casefold() for each in codes], 3)
    return sorted(codes, key=lambda each: near.index(each.casefold()) if each.casefold() in near else len(near))


def build_definition(
    shape: SessionShape, call: Call, session_print: str = "", grid_print: str = "", circuit: "Circuit | None" = None
) -> tuple[Definition, list[Fault]]:
    """The session a file describes on this call, with every fault of meaning. Sound only without faults."""
    faults: list[Fault] = []
    call, rules, rule_faults = _ruled(shape, call, faults)
    rule_faults += contradictions(shape.rules, rules, call) if not rule_faults else []
    faults += [each.under("rules") for each in rule_faults]
    if shape.criterion:
        criteria, grid_faults = own_grid(shape.criterion, call)
        call = replace(call, criteria=criteria)
        faults += grid_faults
    deliberation, deliberation_faults = build_deliberation(shape.deliberation, call)
    faults += [each.under("deliberation") for each in deliberation_faults]
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
        deliberation,
        shape.completion_days,
        circuit,
        shape.circuit.waiting,
        shape.before,
    )
    if call.at or any(each.carried is not None for each in dossiers):
        from commission.rules.stages import carried_faults

        faults += carried_faults([each.carried for each in dossiers], call.at, rules, known=shape.before is not None)
    if shape.before is not None and not (call.at and call.at.before):
        faults.append(fault("before-idle", "before"))
    if rules.lots == "together":
        from commission.rules.lot_checks import scored_apart  # most documents rank each lot apart

        unscored = [each.code for each in definition.lots if not definition.has_sheets(each.code)]
        faults += [each.under("rules") for each in scored_apart(rules, unscored)]
    if shape.completion_days < 1:
        faults.append(fault("days-not-positive", "completion_days", found=shape.completion_days))
    faults += check_codes([(shape.id, ("id",))])
    faults += check_codes([(each.code, ("member", index, "code")) for index, each in enumerate(members)], actors=True)
    faults += check_codes([(each.seat, ("member", index, "seat")) for index, each in enumerate(members)])
    faults += check_codes([(each.code, ("dossier", index, "code")) for index, each in enumerate(dossiers)])
    if circuit is None and shape.circuit != CircuitSettings():
        faults.append(fault("not-a-circuit", "circuit"))
    faults += _references(definition)
    faults += filing_faults(shape.dossier, call.asked, variants=call.variants)
    return definition, faults


def _ruled(shape: SessionShape, call: Call, faults: list[Fault]) -> tuple[Call, Rules, list[Fault]]:
    """The call as the stage of this session has it, and its rules, with the faults of the ``[rules]`` table."""
    if not (call.stages or shape.stage):
        return call, *build_rules(shape.rules, call.rules)
    from commission.rules.stages import at_stage, published_at  # most calls score one sheet

    rules, rule_faults = build_rules(shape.rules, published_at(call, shape.stage))
    call, rules, stage_faults = at_stage(call, rules, shape.stage)
    faults += stage_faults
    return call, rules, rule_faults


def _dossier(shape: DossierShape, index: int, zone: str, faults: list[Fault]) -> Dossier:
    figures = {name: number(value, faults, "dossier", index, "figures", name) for name, value in shape.figures.items()}
    if shape.deposited_at and shape.deposited_at.tzinfo:
        faults.append(fault("date-with-offset", "dossier", index, "deposited_at", zone=zone))
    return Dossier(
        code=shape.code,
        applicant=shape.applicant,
        title=shape.title,
        lot=shape.lot,
        deposited_at=shape.deposited_at,
        figures=figures,
        fields=shape.fields,
        pieces=tuple(shape.pieces),
        receipt=shape.receipt,
        receipt_number=shape.receipt_number,
        variant_of=shape.variant_of,
        linked=tuple(shape.linked),
        form=shape.form,
        carried=_carried(shape, index, faults),
        confirmed=tuple(shape.confirmed.items()),
    )


def _carried(shape: DossierShape, index: int, faults: list[Fault]) -> Fraction | None:
    if shape.carried is None:
        return None
    from commission.rules.stages import carried_points

    return carried_points(shape.carried, faults, "dossier", index, "carried")


def _references(definition: Definition) -> list[Fault]:
    faults = []
    if definition.circuit and definition.dossiers:
        return [fault("circuit-has-no-dossier", "dossier", 0)]
    lots, figures = [each.code for each in definition.lots], [each.code for each in definition.call.figures]
    for index, dossier in enumerate(definition.dossiers):
        if dossier.lot not in lots:
            faults.append(fault("unknown-lot", "dossier", index, "lot", found=dossier.lot, known=lots))
        elif dossier.form and dossier.form not in (forms := [each.code for each in definition.lot(dossier.lot).forms]):
            faults.append(fault("unknown-form", "dossier", index, "form", found=dossier.form, known=forms))
        for name in dossier.figures:
            if name not in figures:
                where = ("dossier", index, "figures", name)
                faults.append(fault("unknown-figure", *where, found=name, known=figures))
    presidents = [each for each in definition.members if each.role == "president"]
    if len(presidents) > 1:
        index = definition.members.index(presidents[1])
        faults.append(fault("two-presidents", "member", index, "role", first=presidents[0].code))
    return faults
