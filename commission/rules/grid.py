"""The published document as the product holds it: the call, its lots and figures, and the grid that is scored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction

import msgspec
from msgspec.structs import force_setattr

from commission.rules.asked import Asked
from commission.rules.fault import Refused, fault
from commission.rules.money import Form, Milestone, Request
from commission.rules.notation import Computed, Level, find_level
from commission.rules.number import exact_text, parse_decimal, parse_exact
from commission.rules.number import total as total_of
from commission.rules.ranking_shape import RulesShape

DECLINED = "declined"
"""« ne se prononce pas »: the seat leaves the sub-criterion for all dossiers of the lot."""
NOT_APPLICABLE = "not-applicable"
"""« sans objet »: the sub-criterion leaves the dossier if every counting seat says so."""
NOT_SCORED = ""
"""No mark: never a zero."""
WHOLE_CALL = "*"
"""The lot of a call without lots, and the scope of a recusal from the whole call: no lot may be coded so."""
WORDS = frozenset({DECLINED, NOT_APPLICABLE, NOT_SCORED})


class SubCriterion(msgspec.Struct, frozen=True):
    """One line of the grid, from ``min`` to ``max`` points (None: no maximum), by ``step`` where the document states one.

    ``levels`` are the words of a line scored in words; ``computed`` the formula of a line that nobody scores. ``weight``
    multiplies its points; ``lower``: the lower mark is the better one and counts as ``min + max - mark``; a ``bonus``
    stands outside the total of the grid; what does not count (``counts``) is information. ``guidance`` is the document's
    passage, ``note`` its contradiction.
    """

    code: str
    title: str
    max: Fraction | None
    criterion: str
    guidance: str = ""
    guidance_source: str = ""
    note: str = ""
    notation: str = "points"
    min: Fraction = Fraction(0)
    step: Fraction | None = None
    levels: tuple[Level, ...] = ()
    computed: Computed | None = None
    weight: Fraction = Fraction(1)
    lower: bool = False
    bonus: bool = False
    counts: bool = True

    @property
    def in_words(self) -> bool:
        """Whether a mark is one of ``levels`` rather than a number."""
        return bool(self.levels)

    @property
    def told_apart(self) -> bool:
        """Whether a ranking says what was given here beside its totals: words, or points for information only."""
        return self.in_words or not self.counts

    def level(self, word: str) -> Level | None:
        """The level of exactly this word, as journals keep it."""
        return next((each for each in self.levels if each.word == word), None)

    def needs_reason(self, value: str) -> bool:
        """Whether whoever gives this journal value must say why."""
        level = self.level(value) if self.levels else None
        return value == DECLINED or (level is not None and level.reason)

    def points(self, value: str) -> Fraction | None:
        """What a journal value is worth, before any weight; None for a word without points, or no mark at all."""
        if value in WORDS:
            return None
        if self.levels:
            level = self.level(value)
            return level.value if level else None
        return parse_exact(value)


class Criterion(msgspec.Struct, frozen=True):
    """A group of lines; ``points`` as published, checked against its lines; None where the document publishes none.

    ``combine`` says how the lines make one figure (``sum``, ``mean``, ``best``, ``capped-sum`` with its ``cap``),
    ``weight`` multiplies it in the total. ``stage`` is where it is scored; empty in a call without stages.
    """

    code: str
    title: str
    points: Fraction | None
    subs: tuple[SubCriterion, ...]
    weight: Fraction = Fraction(1)
    combine: str = "sum"
    cap: Fraction | None = None
    stage: str = ""

    @property
    def in_total(self) -> list[SubCriterion]:
        """Its lines that make its figure: neither bonus nor information. None: the criterion is in no total."""
        return [sub for sub in self.subs if sub.counts and not sub.bonus]


class Area(msgspec.Struct, frozen=True):
    """A part of a lot with its own share of the capacity (a sector)."""

    title: str
    capacity: Fraction | None


class Lot(msgspec.Struct, frozen=True):
    """A part of the call ranked on its own. ``capacity`` in ``unit``; ``capacity_figure`` names the dossiers' figure.

    ``ceiling`` is the most that is given for it, in euros; ``forms`` what shapes its dossiers may take.
    """

    code: str
    title: str
    capacity: Fraction | None = None
    unit: str = ""
    capacity_figure: str = ""
    source: str = ""
    areas: tuple[Area, ...] = ()
    ceiling: Fraction | None = None
    forms: tuple[Form, ...] = ()


class Figure(msgspec.Struct, frozen=True):
    """A number that every dossier declares, with the unit the document gives it."""

    code: str
    title: str
    unit: str = ""
    source: str = ""
    note: str = ""


class Authority(msgspec.Struct, frozen=True):
    """Who is competent to authorise: a function, never a person."""

    code: str
    title: str


class Stage(msgspec.Struct, frozen=True):
    """A stage of the call, in order. ``counts``: its total is ``added`` to that of the stage before, or ranks ``alone``;
    empty for the first. ``rules`` are those published for this stage alone.
    """

    code: str
    title: str
    counts: str = ""
    rules: RulesShape | None = None


class AtStage(msgspec.Struct, frozen=True):
    """The stage that a session is about, between its neighbours. ``most_before``: the maximum of what dossiers bring from
    the stage before; None where nothing bounds it; ``bonus_before``: whether a bonus, or a sum of members, may go beyond it.
    """

    stage: Stage
    before: Stage | None = None
    after: Stage | None = None
    most_before: Fraction | None = None
    bonus_before: bool = False

    @property
    def adds(self) -> bool:
        """Whether what a dossier brings from the stage before enters its ranked total."""
        return self.stage.counts == "added"

    def most(self, own: Fraction | None) -> Fraction | None:
        """The maximum of a ranked total whose own points, at this stage, are out of ``own``."""
        if not self.adds or own is None:
            return own
        return None if self.most_before is None else own + self.most_before


class Call(msgspec.Struct, frozen=True):
    """The published document. ``closes`` is local time in ``zone``; ``exclusive`` says that instant itself is too late.

    ``scored`` is False where the document publishes no points: ``criteria`` are then none, or the commission's own.
    ``envelope`` is what all awards may add up to, in euros; ``volume_unit`` what they are counted in besides.
    ``variants`` says whether the call takes any. In a session of a call with ``stages``, ``criteria`` are those of
    the stage that it is ``at``.
    """

    code: str
    title: str
    kind: str
    regime: str
    source: str
    zone: str
    criteria: tuple[Criterion, ...]
    lots: tuple[Lot, ...]
    lot_label: str = "lot"
    authorities: tuple[Authority, ...] = ()
    figures: tuple[Figure, ...] = ()
    closes: datetime | None = None
    exclusive: bool = True
    closes_published: str = ""
    closes_on: str = ""
    closes_source: str = ""
    published_opening: str = ""
    notes: tuple[str, ...] = ()
    unpublished: tuple[tuple[str, str], ...] = ()
    scored: bool = True
    envelope: Fraction | None = None
    envelope_source: str = ""
    volume_unit: str = ""
    request: Request = Request()
    milestones: tuple[Milestone, ...] = ()
    asked: Asked = Asked()
    combine: str = "sum"
    cap: Fraction | None = None
    bonus_cap: Fraction | None = None
    rules: RulesShape | None = None
    variants: bool = True
    stages: tuple[Stage, ...] = ()
    at: AtStage | None = None
    _lines: tuple[SubCriterion, ...] = ()
    _subs: tuple[SubCriterion, ...] = ()
    _by_code: dict[str, SubCriterion] = {}

    def __post_init__(self) -> None:
        # Always made anew: a copy with other criteria would bring the old lines along.
        lines = tuple(sub for criterion in self.criteria for sub in criterion.subs)
        subs = tuple(sub for sub in lines if sub.computed is None)
        force_setattr(self, "_lines", lines)
        force_setattr(self, "_subs", subs)
        force_setattr(self, "_by_code", {sub.code.casefold(): sub for sub in reversed(subs)})

    @property
    def subs(self) -> tuple[SubCriterion, ...]:
        """Every line that members score, in its published order."""
        return self._subs

    @property
    def lines(self) -> tuple[SubCriterion, ...]:
        """Every line of the grid, those computed from a figure included, in its published order."""
        return self._lines

    @property
    def total(self) -> Fraction | None:
        """The points of the whole grid, bonus left out; None where a criterion has no maximum or orders come first."""
        criteria = [each for each in self.criteria if each.in_total]
        parts = [each.points * each.weight for each in criteria if each.points is not None]
        if len(parts) < len(criteria) or self.combine == "lexicographic":
            return None
        return combined(self.combine, parts, self.cap)

    @property
    def most(self) -> Fraction | None:
        """The maximum of a ranked total: the points of the grid, and what is added to them from the stage before."""
        return self.total if self.at is None else self.at.most(self.total)

    def sub(self, code: str) -> SubCriterion:
        """The line of this code, whatever the case it was typed in. Raises Refused ``unknown-sub``."""
        if sub := self._by_code.get(code.strip().casefold()):
            return sub
        raise Refused(fault("unknown-sub", found=code, known=[sub.code for sub in self.subs]))


def combined(how: str, parts: Sequence[Fraction], cap: Fraction | None = None) -> Fraction:
    """The figure that these parts make together: ``sum``, ``mean``, ``best`` or ``capped-sum``; 0 for none."""
    whole = total_of(parts)
    if how == "mean" and parts:
        return whole * Fraction(1, len(parts))
    if how == "best":
        return max(parts, default=Fraction(0))
    return min(whole, cap) if how == "capped-sum" and cap is not None else whole


def most(subs: Iterable[SubCriterion], how: str = "sum", cap: Fraction | None = None) -> Fraction | None:
    """The most that these lines make together, weights applied, bonus and information left out; None: no maximum."""
    counting = [each for each in subs if each.counts and not each.bonus]
    parts = [each.max * each.weight for each in counting if each.max is not None]
    if len(parts) < len(counting):
        return cap if how == "capped-sum" else None
    return combined(how, parts, cap)


def oriented(sub: SubCriterion, mark: Fraction) -> Fraction:
    """A mark counted so that more is better: ``min + max - mark`` where the lower mark is the better one."""
    return sub.min + sub.max - mark if sub.lower and sub.max is not None else mark


def counted(sub: SubCriterion, mark: Fraction) -> Fraction:
    """What a mark brings to its criterion, or to the bonus: the better one greater, the weight of its line applied."""
    points = oriented(sub, mark)
    return points if sub.weight == 1 else points * sub.weight


def read_mark(text: str, sub: SubCriterion, step: Fraction | None) -> str:
    """A mark as typed, in its canonical journal spelling (``"6,5"`` gives ``"6.5"``, ``"oui"`` gives ``"yes"``).

    ``step`` in points, None where the rules set none; a line's own step comes before it. Raises Refused:
    ``not-a-number``, ``negative``, ``above-max``, ``below-min``, ``off-step``, ``not-a-level``.
    """
    if sub.levels:
        if level := find_level(text, sub.levels):
            return level.word
        raise Refused(fault("mark-not-a-level", found=text, sub=sub.code, known=[each.word for each in sub.levels]))
    value = _number(text, sub)
    if sub.max is not None and value > sub.max:
        raise Refused(fault("mark-above-max", found=value, max=sub.max, sub=sub.code))
    if value < sub.min:
        raise Refused(fault("mark-below-min", found=value, min=sub.min, sub=sub.code))
    by = sub.step or step
    if by and ((value - sub.min) / by).denominator != 1:
        below = sub.min + (value - sub.min) // by * by
        raise Refused(fault("mark-off-step", found=value, step=by, below=below, above=below + by, sub=sub.code))
    return exact_text(value)


def _number(text: str, sub: SubCriterion) -> Fraction:
    typed = text.strip()
    minus = sub.min < 0 and typed[:1] in {"-", "−", "–"}
    try:
        value = parse_decimal(typed[1:] if minus else text)
    except Refused as refused:
        raise Refused(
            *(fault(f"mark-{each.code}", **each.fields, sub=sub.code, max=sub.max) for each in refused.faults)
        ) from None
    return -value if minus else value
