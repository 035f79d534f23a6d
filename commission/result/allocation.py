"""An envelope shared out: by the keys, between floors and ceilings, then to the coin. Exact until the last step."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from commission.rules.fault import Fault, fault
from commission.rules.number import round_half_up
from commission.rules.sharing import Beneficiary, Sharing
from commission.rules.text import sort_key


class Part(msgspec.Struct, frozen=True):
    """One beneficiary's part, in euros.

    ``by_keys`` is what the keys alone would give, ``exact`` the part between its limits, ``amount`` the part to the coin;
    ``held`` is ``"floor"`` or ``"ceiling"`` where that is what it gets; ``raised`` if a remainder gave it one coin more.
    """

    beneficiary: Beneficiary
    by_keys: Fraction
    exact: Fraction
    amount: Fraction
    held: str = ""
    raised: bool = False


class Allocation(msgspec.Struct, frozen=True):
    """The parts in the file's order. ``tied``: codes whose equal remainders met where the last coin was given."""

    sharing: Sharing
    parts: tuple[Part, ...]
    tied: tuple[str, ...] = ()

    @property
    def total(self) -> Fraction:
        """What the parts add up to."""
        return sum((each.amount for each in self.parts), Fraction(0))

    @property
    def missed(self) -> Fraction:
        """How far the parts are above the envelope (below it: negative); always 0 by largest remainder."""
        return self.total - self.sharing.envelope

    @property
    def groups(self) -> dict[str, Fraction]:
        """What each group gets in all, in the order in which the file first names them."""
        found: dict[str, Fraction] = {}
        for each in self.parts:
            name = each.beneficiary.group
            found[name] = found.get(name, Fraction(0)) + each.amount
        return found


def allocate(sharing: Sharing) -> Allocation:
    """The parts of a sound sharing that has beneficiaries."""
    exact = between_limits(sharing.envelope, sharing.claims, sharing.beneficiaries)
    if sharing.rounding == "line":
        amounts = [round_half_up(each, _places(sharing)) for each in exact]
        raised: set[int] = set()
        tied: tuple[str, ...] = ()
    else:
        amounts, raised, tied = _largest_remainder(sharing, exact)
    parts = tuple(
        Part(each, sharing.envelope * claim, share, amount, _held(each, share), index in raised)
        for index, (each, claim, share, amount) in enumerate(
            zip(sharing.beneficiaries, sharing.claims, exact, amounts, strict=True)
        )
    )
    return Allocation(sharing, parts, tied)


def between_limits(
    envelope: Fraction, claims: Sequence[Fraction], limits: Sequence[Beneficiary]
) -> tuple[Fraction, ...]:
    """Exact parts in proportion to the claims, except for those whom a floor or a ceiling holds.

    Everybody is first given a proportional part. If the floors lack more than the ceilings leave over, those below
    their floor are set to it, else those above their ceiling; the rest shares what is left, and so on. Setting both at
    once would hold somebody at a floor that the money left over by a ceiling would have lifted them above.
    """
    given = {index: limits[index].floor for index, claim in enumerate(claims) if not claim}
    while len(given) < len(claims):
        free = [index for index in range(len(claims)) if index not in given]
        left: Fraction = envelope - sum(given.values(), Fraction(0))
        whole: Fraction = sum((claims[index] for index in free), Fraction(0))
        wanted = {index: claims[index] * left / whole for index in free}
        low = {index: limits[index].floor for index in free if wanted[index] < limits[index].floor}
        high = {
            index: ceiling
            for index in free
            if (ceiling := limits[index].ceiling) is not None and wanted[index] > ceiling
        }
        held = low | high
        lacking = sum((held[index] - wanted[index] for index in held), Fraction(0))
        if not held:
            given |= wanted
        given |= (low if lacking >= 0 else {}) | (high if lacking <= 0 else {})
    return tuple(given[index] for index in range(len(claims)))


def _largest_remainder(sharing: Sharing, exact: Sequence[Fraction]) -> tuple[list[Fraction], set[int], tuple[str, ...]]:
    """Every part down to the coin, then one coin each to the largest remainders until nothing is left."""
    step: Fraction = sharing.step
    down = [each // step * step for each in exact]
    coins = int((sharing.envelope - sum(down, Fraction(0))) / step)

    def order(index: int) -> tuple[Fraction, Fraction, tuple[str, str]]:
        return down[index] - exact[index], -exact[index], sort_key(sharing.beneficiaries[index].code)

    queue = sorted(range(len(exact)), key=order)
    raised = set(queue[:coins])
    tied: list[int] = []
    if 0 < coins < len(queue):
        last, next_one = queue[coins - 1], queue[coins]
        if order(last)[0] == order(next_one)[0]:
            tied = [index for index in queue if order(index)[0] == order(last)[0]]
    amounts = [each + step if index in raised else each for index, each in enumerate(down)]
    return amounts, raised, tuple(sharing.beneficiaries[index].code for index in tied)


def _held(limits: Beneficiary, share: Fraction) -> str:
    if share == limits.floor and share:
        return "floor"
    return "ceiling" if share == limits.ceiling else ""


def _places(sharing: Sharing) -> int:
    return 0 if sharing.coin == "euro" else 2


def applied(found: Allocation) -> tuple[Fault, ...]:
    """What was applied, and how the sum came out: one step each."""
    sharing = found.sharing
    steps = [
        fault("share-key", title=each.title, percent=each.weight * 100, figures=each.total) for each in sharing.keys
    ]
    if any(each.floor or each.ceiling is not None for each in sharing.beneficiaries):
        steps.append(fault("share-limits"))
    for held in ("floor", "ceiling"):
        codes = [each.beneficiary.code for each in found.parts if each.held == held]
        if codes:
            steps.append(fault("share-at-floor" if held == "floor" else "share-at-ceiling", codes=codes))
    if sharing.rounding == "line":
        steps.append(fault("share-line", coin=sharing.coin))
    else:
        steps.append(fault("share-largest-remainder", coin=sharing.coin))
    if found.tied:
        steps.append(fault("share-tied", codes=list(found.tied)))
    steps.append(sum_against(found.total, sharing.envelope))
    return tuple(steps)


def sum_against(total: Fraction, envelope: Fraction) -> Fault:
    """Whether a sum is the envelope, and by how much it misses it."""
    fields = {"total_euros": total, "missed_euros": abs(total - envelope)}
    if total == envelope:
        return fault("share-sum-exact", **fields)
    return fault("share-sum-above" if total > envelope else "share-sum-below", **fields)


def printed_facts(sharing: Sharing) -> tuple[Fault, ...]:
    """What can be verified of a table that is only printed: subtotals, who stands at the floor, the sum of the lines."""
    steps = []
    if sharing.subtotals:
        steps.append(fault("printed-subtotals-agree", n=len(sharing.subtotals)))
    at_floor = [each.title for each in sharing.printed if each.amount == sharing.floor and sharing.floor]
    if at_floor:
        steps.append(fault("printed-at-floor", titles=at_floor, floor_euros=sharing.floor))
    if sharing.printed:
        whole = sum((each.amount for each in sharing.printed), Fraction(0))
        steps.append(fault("printed-lines", n=len(sharing.printed)))
        steps.append(sum_against(whole, sharing.envelope))
    if not sharing.beneficiaries:
        steps.append(fault("share-unpublished", codes=[each.code for each in sharing.keys]))
    return tuple(steps)
