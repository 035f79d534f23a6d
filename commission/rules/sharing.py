"""The sharing of an envelope as a document states it: keys, weights, floors, ceilings; and what a document only prints.

A file either gives the figures of every beneficiary, and can be computed; or says that the document publishes the parts
without them, and then only what is printed can be compared with itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal

import msgspec

from commission.rules.checks import check_codes, number
from commission.rules.fault import Fault, fault
from commission.rules.table import Number, Shape

COINS = {"euro": Fraction(1), "cent": Fraction(1, 100)}
"""The smallest sum that is shared out, in euros."""


class KeyShape(Shape):
    """One ``[[key]]``: a part of the envelope, shared in proportion to one figure."""

    code: str
    title: str
    weight: Number
    source: str = ""


class BeneficiaryShape(Shape):
    """One ``[[beneficiary]]``: its figure for each key, and its own floor or ceiling in place of the common one."""

    code: str
    title: str
    keys: dict[str, Number]
    group: str = ""
    floor: Number | None = None
    ceiling: Number | None = None


class PrintedShape(Shape):
    """One ``[[printed]]``: a part that the document prints."""

    title: str
    amount: Number
    group: str = ""


class SubtotalShape(Shape):
    """One ``[[printed_subtotal]]``: what the document prints for a whole group."""

    group: str
    amount: Number


class UnpublishedFigures(Shape):
    """One ``[[unpublished]]`` of a sharing: what the document does not publish, said in so many words."""

    subject: Literal["keys", "rounding", "ties"]
    text: str


class SharingShape(Shape):
    """A whole sharing file."""

    format: Literal[1]
    kind: Literal["sharing"]
    code: str
    title: str
    envelope: Number
    key: list[KeyShape]
    source: str = ""
    unit: Literal["euro", "cent"] = "euro"
    rounding: Literal["largest-remainder", "line"] = "largest-remainder"
    floor: Number | None = None
    ceiling: Number | None = None
    invented: bool = False
    notes: list[str] = msgspec.field(default_factory=list)
    beneficiary: list[BeneficiaryShape] = msgspec.field(default_factory=list)
    printed: list[PrintedShape] = msgspec.field(default_factory=list)
    printed_subtotal: list[SubtotalShape] = msgspec.field(default_factory=list)
    unpublished: list[UnpublishedFigures] = msgspec.field(default_factory=list)


class Key(msgspec.Struct, frozen=True):
    """A key: its weight in the whole, and the sum of its figures over the beneficiaries."""

    code: str
    title: str
    weight: Fraction
    total: Fraction
    source: str = ""


class Beneficiary(msgspec.Struct, frozen=True):
    """Who has a part. ``values`` by key; ``ceiling`` None where nothing bounds the part; both in euros."""

    code: str
    title: str
    group: str
    values: Mapping[str, Fraction]
    floor: Fraction
    ceiling: Fraction | None


class Printed(msgspec.Struct, frozen=True):
    """A part, or a group's subtotal (its title then empty), as the document prints it, in euros."""

    title: str
    group: str
    amount: Fraction


class Sharing(msgspec.Struct, frozen=True):
    """The whole document. ``coin`` names the smallest sum shared out, ``step`` is that sum in euros."""

    code: str
    title: str
    source: str
    envelope: Fraction
    coin: str
    rounding: str
    keys: tuple[Key, ...]
    beneficiaries: tuple[Beneficiary, ...]
    floor: Fraction
    invented: bool = False
    notes: tuple[str, ...] = ()
    printed: tuple[Printed, ...] = ()
    subtotals: tuple[Printed, ...] = ()
    unpublished: tuple[tuple[str, str], ...] = ()

    @property
    def step(self) -> Fraction:
        """The smallest sum shared out, in euros."""
        return COINS[self.coin]

    @property
    def claims(self) -> tuple[Fraction, ...]:
        """The share of the whole, between 0 and 1, that the keys alone give each beneficiary; they add up to 1."""
        return tuple(
            sum((key.weight * each.values[key.code] / key.total for key in self.keys), Fraction(0))
            for each in self.beneficiaries
        )


def build_sharing(shape: SharingShape) -> tuple[Sharing, list[Fault]]:
    """The sharing a file describes, with every fault of meaning. Sound, and fit to be computed, only without faults."""
    faults: list[Fault] = []
    step = COINS[shape.unit]
    common = (
        _sum(shape.floor, step, faults, "floor") or Fraction(0),
        _sum(shape.ceiling, step, faults, "ceiling"),
    )
    if common[1] is not None and common[0] > common[1]:
        fields = {"found": shape.code, "floor_euros": common[0], "ceiling_euros": common[1]}
        faults.append(fault("floor-above-ceiling", "floor", **fields))
    beneficiaries = tuple(
        _beneficiary(each, index, common, step, faults) for index, each in enumerate(shape.beneficiary)
    )
    sharing = Sharing(
        code=shape.code,
        title=shape.title,
        source=shape.source,
        envelope=_sum(shape.envelope, step, faults, "envelope") or Fraction(0),
        coin=shape.unit,
        rounding=shape.rounding,
        keys=tuple(_key(each, index, beneficiaries, faults) for index, each in enumerate(shape.key)),
        beneficiaries=beneficiaries,
        floor=common[0],
        invented=shape.invented,
        notes=tuple(shape.notes),
        printed=tuple(
            Printed(each.title, each.group, _sum(each.amount, step, faults, "printed", index, "amount") or Fraction(0))
            for index, each in enumerate(shape.printed)
        ),
        subtotals=tuple(
            Printed("", each.group, _sum(each.amount, step, faults, "printed_subtotal", index, "amount") or Fraction(0))
            for index, each in enumerate(shape.printed_subtotal)
        ),
        unpublished=tuple((each.subject, each.text) for each in shape.unpublished),
    )
    faults += _codes(shape)
    faults += _values(shape)
    if not faults:
        faults += [*_keys(sharing), *_limits(sharing, shape), *_prints(sharing)]
    return sharing, faults


def not_computable(sharing: Sharing) -> Fault | None:
    """Why a sound file cannot be shared out: the document does not publish the figures of its keys."""
    if sharing.beneficiaries:
        return None
    place = next(index for index, (subject, _) in enumerate(sharing.unpublished) if subject == "keys")
    return fault("keys-unpublished", "unpublished", place, keys=[each.code for each in sharing.keys])


def _sum(value: Number | None, step: Fraction, faults: list[Fault], *where: str | int) -> Fraction | None:
    """A sum in euros, a whole number of the coin that is shared out."""
    if value is None:
        return None
    amount: Fraction = number(value, faults, *where)
    if (amount / step).denominator != 1:
        coin = next(name for name, each in COINS.items() if each == step)
        faults.append(fault("sum-off-coin", *where, found=amount, coin=coin))
    return amount


def _beneficiary(
    shape: BeneficiaryShape,
    index: int,
    common: tuple[Fraction, Fraction | None],
    step: Fraction,
    faults: list[Fault],
) -> Beneficiary:
    own = _sum(shape.floor, step, faults, "beneficiary", index, "floor")
    floor = common[0] if own is None else own
    own_ceiling = _sum(shape.ceiling, step, faults, "beneficiary", index, "ceiling")
    ceiling = common[1] if own_ceiling is None else own_ceiling
    if ceiling is not None and floor > ceiling and (own, own_ceiling) != (None, None):
        key = "ceiling" if own is None else "floor"
        fields = {"found": shape.code, "floor_euros": floor, "ceiling_euros": ceiling}
        faults.append(fault("floor-above-ceiling", "beneficiary", index, key, **fields))
    values = {code: number(each, faults, "beneficiary", index, "keys", code) for code, each in shape.keys.items()}
    return Beneficiary(shape.code, shape.title, shape.group, values, floor, ceiling)


def _key(shape: KeyShape, index: int, beneficiaries: Iterable[Beneficiary], faults: list[Fault]) -> Key:
    total = sum((each.values.get(shape.code, Fraction(0)) for each in beneficiaries), Fraction(0))
    return Key(shape.code, shape.title, number(shape.weight, faults, "key", index, "weight"), total, shape.source)


def _codes(shape: SharingShape) -> list[Fault]:
    faults = check_codes([(shape.code, ("code",))])
    faults += check_codes([(each.code, ("key", index, "code")) for index, each in enumerate(shape.key)])
    faults += check_codes([(each.code, ("beneficiary", index, "code")) for index, each in enumerate(shape.beneficiary)])
    return faults


def _values(shape: SharingShape) -> Iterable[Fault]:
    """A figure for each key and no other, for each beneficiary; and somebody to share among, unless it is unpublished."""
    known = [each.code for each in shape.key]
    for index, each in enumerate(shape.beneficiary):
        for code in each.keys:
            if code not in known:
                yield fault("unknown-share-key", "beneficiary", index, "keys", code, found=code, known=known)
        for code in known:
            if code not in each.keys:
                yield fault("share-key-missing", "beneficiary", index, "keys", found=each.code, name=code)
    if not shape.key:
        yield fault("no-share-key", "key")
    if not shape.beneficiary and "keys" not in {each.subject for each in shape.unpublished}:
        yield fault("no-beneficiary", "beneficiary")


def _keys(sharing: Sharing) -> Iterable[Fault]:
    whole = sum((each.weight for each in sharing.keys), Fraction(0))
    if whole != 1:
        yield fault("weights-sum", "key", len(sharing.keys) - 1, "weight", computed=whole * 100)
    for index, each in enumerate(sharing.keys):
        if sharing.beneficiaries and not each.total:
            yield fault("zero-key-total", "key", index, "code", found=each.code)


def _limits(sharing: Sharing, shape: SharingShape) -> Iterable[Fault]:
    """Floors that ask for more than there is, ceilings that leave something which nobody may have."""
    floors = sum((each.floor for each in sharing.beneficiaries), Fraction(0))
    if floors > sharing.envelope:
        fields = {"floors_euros": floors, "envelope_euros": sharing.envelope}
        yield fault("floors-above-envelope", *_first("floor", shape), **fields)
    if not sharing.beneficiaries or any(not each.total for each in sharing.keys):
        return
    room = Fraction(0)
    for each, claim in zip(sharing.beneficiaries, sharing.claims, strict=True):
        if claim and each.ceiling is None:
            return
        room += each.ceiling if claim and each.ceiling is not None else each.floor
    if room < sharing.envelope:
        fields = {"ceilings_euros": room, "envelope_euros": sharing.envelope}
        yield fault("ceilings-below-envelope", *_first("ceiling", shape), **fields)


def _first(limit: Literal["floor", "ceiling"], shape: SharingShape) -> tuple[str | int, ...]:
    """Where the limit that applies to all stands; else the first of somebody's own."""
    if getattr(shape, limit) is not None:
        return (limit,)
    own = [index for index, each in enumerate(shape.beneficiary) if getattr(each, limit) is not None]
    return ("beneficiary", own[0], limit)


def _prints(sharing: Sharing) -> Iterable[Fault]:
    """What is printed and cannot be so: a subtotal that its lines do not give, a line below the floor, a wrong whole.

    A table whose lines were rounded one by one may miss the envelope by half a coin a line; that is no fault.
    """
    stated = {each.group for each in sharing.subtotals}
    for index, each in enumerate(sharing.subtotals):
        lines = sum((line.amount for line in sharing.printed if line.group == each.group), Fraction(0))
        if lines != each.amount:
            fields = {"group": each.group, "stated_euros": each.amount, "computed_euros": lines}
            yield fault("printed-subtotal-sum", "printed_subtotal", index, "amount", **fields)
    for index, each in enumerate(sharing.printed):
        if stated and each.group not in stated:
            yield fault("printed-no-subtotal", "printed", index, "group", group=each.group)
        if each.amount < sharing.floor:
            fields = {"found": each.title, "amount_euros": each.amount, "floor_euros": sharing.floor}
            yield fault("printed-below-floor", "printed", index, "amount", **fields)
    whole = sum((each.amount for each in sharing.printed), Fraction(0))
    if 2 * abs(whole - sharing.envelope) > len(sharing.printed) * sharing.step and sharing.printed:
        yield fault("printed-sum", "envelope", stated_euros=sharing.envelope, computed_euros=whole)
