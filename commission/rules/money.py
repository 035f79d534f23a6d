"""What a document says of money and time beside its grid: forms of a lot, how a request adds up, the calendar."""

# Annotations are not kept as text here: every command reads them, and would have to compile each first (1 ms).

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

import msgspec

from commission.rules.fault import Fault, fault
from commission.rules.table import Shape


class FormShape(Shape):
    """One entry of a lot's ``forms``: a shape that its dossiers may take."""

    code: str
    title: str


class MilestoneShape(Shape):
    """One ``[[milestone]]`` of the calendar, in the document's own words."""

    title: str
    published: str
    source: str = ""


class RequestShape(Shape):
    """The ``[request]`` table: which figures of a dossier make up the sum it asks for. Every key names a figure."""

    declared: str = ""
    unit_cost: str = ""
    number: str = ""
    added: list[str] = msgspec.field(default_factory=list)
    source: str = ""


class Form(msgspec.Struct, frozen=True):
    """A shape that the dossiers of a lot may take."""

    code: str
    title: str


class Milestone(msgspec.Struct, frozen=True):
    """A date of the calendar, as published."""

    title: str
    published: str
    source: str = ""


class Request(msgspec.Struct, frozen=True):
    """The sum a dossier asks for: ``unit_cost`` × ``number`` + each of ``added``, beside the one ``declared``.

    Each names a figure; empty where the document asks for none. Without ``unit_cost`` nothing is computed.
    """

    declared: str = ""
    unit_cost: str = ""
    number: str = ""
    added: tuple[str, ...] = ()
    source: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """The figures that the computed sum is made of; none where nothing is computed."""
        return (self.unit_cost, self.number, *self.added) if self.unit_cost else ()


class Asked(msgspec.Struct, frozen=True):
    """What one dossier asks for, in euros: as declared and as computed, None where a figure is ``lacking``."""

    declared: Fraction | None = None
    computed: Fraction | None = None
    lacking: tuple[str, ...] = ()

    @property
    def difference(self) -> Fraction | None:
        """How far the declared sum is above the computed one; None where one of them is not known."""
        return None if self.declared is None or self.computed is None else self.declared - self.computed

    @property
    def amount(self) -> Fraction | None:
        """The sum that is compared with what may be given: as declared, else as computed."""
        return self.computed if self.declared is None else self.declared


def asked_sum(request: Request, figures: Mapping[str, Fraction]) -> Asked:
    """What these figures of a dossier ask for. A figure that is not declared is lacking, never 0."""
    wanted = [each for each in (request.declared, *request.terms) if each]
    lacking = tuple(each for each in wanted if each not in figures)
    computed = None
    if request.terms and not any(each in lacking for each in request.terms):
        added = sum((figures[each] for each in request.added), Fraction(0))
        computed = figures[request.unit_cost] * figures[request.number] + added
    return Asked(figures.get(request.declared), computed, lacking)


def build_request(shape: RequestShape, figures: Collection[str], faults: list[Fault]) -> Request:
    """How a request adds up, with a fault for each key that names no figure of the document."""
    named: Iterable[tuple[tuple[str | int, ...], str]] = (
        (("declared",), shape.declared),
        (("unit_cost",), shape.unit_cost),
        (("number",), shape.number),
        *((("added", place), each) for place, each in enumerate(shape.added)),
    )
    for where, code in named:
        if code and code not in figures:
            faults.append(fault("unknown-figure", "request", *where, found=code, known=list(figures)))
    if bool(shape.unit_cost) != bool(shape.number) or (shape.added and not shape.unit_cost):
        faults.append(fault("request-half", "request"))
    return Request(shape.declared, shape.unit_cost, shape.number, tuple(shape.added), shape.source)
