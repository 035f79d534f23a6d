"""What a dossier is as it is written, and what it declares and hands in, checked against what the document asks."""

# Annotations are not kept as text here: every command reads them, and would have to compile each first (1 ms).

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Literal

import msgspec

from commission.rules.asked import Asked, Field
from commission.rules.fault import Fault, fault
from commission.rules.grid import WHOLE_CALL
from commission.rules.table import Number, Shape

Declared = str | bool | date
"""What a field of a dossier holds: a text, one of the values of a choice, yes or no, a day."""
Receipt = Literal["registered-letter", "by-hand", "e-mail", "platform", ""]
"""How a dossier came in; empty where that was not noted."""

_TYPES: dict[str, type] = {"text": str, "choice": str, "yes-no": bool, "date": date}


class DossierShape(Shape):
    """One ``[[dossier]]``. ``deposited_at`` is local time in the session's zone, counted on receipt.

    ``pieces`` are those handed in, by code; ``variant_of`` names the dossier this one is a variant of; ``form`` is one of
    its lot's; ``carried`` its exact total at the stage before, ``confirmed`` what was confirmed of its requirements there.
    """

    code: str
    applicant: str
    title: str = ""
    lot: str = WHOLE_CALL
    deposited_at: datetime | None = None
    figures: dict[str, Number] = msgspec.field(default_factory=dict)
    fields: dict[str, Declared] = msgspec.field(default_factory=dict)
    pieces: list[str] = msgspec.field(default_factory=list)
    receipt: Receipt = ""
    receipt_number: str = ""
    variant_of: str = ""
    linked: list[str] = msgspec.field(default_factory=list)
    form: str = ""
    carried: Number | None = None
    confirmed: dict[str, Literal["met", "not-met"]] = msgspec.field(default_factory=dict)


def filing_faults(dossiers: Sequence[DossierShape], asked: Asked, *, variants: bool = True) -> list[Fault]:
    """Every fault in the fields, pieces and links of these dossiers, each at its key. ``variants``: whether the call takes
    any.
    """
    bases = {each.code: each for each in dossiers}
    faults = []
    for index, dossier in enumerate(dossiers):
        found = [*_fields(dossier.fields, asked), *_pieces(dossier.pieces, asked), *_links(dossier, bases)]
        if dossier.variant_of and not variants:
            found = [fault("variants-refused", "variant_of", dossier=dossier.code), *found]
        requirements = [each.code for each in asked.requirements]
        found += [
            fault("unknown-requirement", "confirmed", code, found=code, known=requirements)
            for code in dossier.confirmed
            if code not in requirements
        ]
        faults += [each.under("dossier", index) for each in found]
    return faults


def value_fault(field: Field, value: Declared) -> Fault | None:
    """Why a field cannot hold this value; None if it can."""
    if type(value) is not _TYPES[field.kind]:
        return fault("field-value-kind", found=field.code, is_kind=field.kind)
    if field.kind == "choice" and value not in field.values:
        return fault("value-not-of-field", found=value, asked=field.code, known=list(field.values))
    return None


def _fields(fields: Mapping[str, Declared], asked: Asked) -> Iterable[Fault]:
    for code, value in fields.items():
        field = asked.field(code)
        if field is None:
            known = [each.code for each in asked.fields]
            yield fault("unknown-asked-field", "fields", code, found=code, known=known)
        elif wrong := value_fault(field, value):
            yield wrong.under("fields", code)


def _pieces(pieces: Sequence[str], asked: Asked) -> Iterable[Fault]:
    for place, code in enumerate(pieces):
        if not asked.piece(code):
            known = [each.code for each in asked.pieces]
            yield fault("unknown-piece", "pieces", place, found=code, known=known)
        elif code in pieces[:place]:
            yield fault("listed-twice", "pieces", place, found=code)


def _links(dossier: DossierShape, dossiers: Mapping[str, DossierShape]) -> Iterable[Fault]:
    """The base of a variant, which is no variant itself, and the dossiers a dossier says it is linked to."""
    others = [code for code in dossiers if code != dossier.code]
    base = dossiers.get(dossier.variant_of)
    if dossier.variant_of and dossier.variant_of == dossier.code:
        yield fault("variant-of-itself", "variant_of", found=dossier.code)
    elif dossier.variant_of and base is None:
        yield fault("unknown-dossier", "variant_of", found=dossier.variant_of, known=others)
    elif base and base.variant_of:
        yield fault("variant-of-variant", "variant_of", found=base.code, base=base.variant_of)
    elif base and base.lot != dossier.lot:
        yield fault("variant-elsewhere", "variant_of", found=base.code, lot=base.lot)
    for place, code in enumerate(dossier.linked):
        if code not in others:
            yield fault("unknown-dossier", "linked", place, found=code, known=others)
        elif code in dossier.linked[:place]:
            yield fault("listed-twice", "linked", place, found=code)
