"""Faults of a file that shares an envelope, and of a table of parts that a document prints."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

SHARES: Final[dict[str, Wording]] = {
    "sum-off-coin": Wording(
        N_("{found} is not a whole number of the smallest sum shared out, the {coin}"),
        remedy=N_('round it, or write unit = "cent"'),
    ),
    "floor-above-ceiling": Wording(
        N_('the floor of "{found}", {floor_euros}, is above its ceiling, {ceiling_euros}'),
        remedy=N_("lower the one or raise the other"),
    ),
    "floors-above-envelope": Wording(
        N_("the floors add up to {floors_euros}, more than the envelope, {envelope_euros}"),
        remedy=N_("lower the floors, or raise the envelope"),
    ),
    "ceilings-below-envelope": Wording(
        N_("the ceilings let {ceilings_euros} be shared out at most, less than the envelope, {envelope_euros}"),
        N_("whoever has 0 for every key gets no more than their floor"),
        N_("raise the ceilings, or lower the envelope"),
    ),
    "weights-sum": Wording(
        N_("the weights of the keys add up to {computed} %"),
        N_("exactly 100 % is expected"),
        N_('correct a weight; a third is written "1/3"'),
    ),
    "zero-key-total": Wording(
        N_('the figures for the key "{found}" add up to 0: nothing can be shared in proportion to them'),
        remedy=N_("give at least one beneficiary a figure, or remove the key"),
    ),
    "no-share-key": Wording(N_("the file has no key"), remedy=N_("add at least one [[key]]")),
    "no-beneficiary": Wording(
        N_("the file has no beneficiary"),
        remedy=N_('add [[beneficiary]] tables, or an [[unpublished]] with subject = "keys"'),
    ),
    "unknown-share-key": Wording(
        N_('the file declares no key "{found}"'),
        N_("its keys are: {known}"),
        without=("known", Wording(N_('the file declares no key "{found}"'))),
    ),
    "share-key-missing": Wording(
        N_('"{found}" has no figure for the key "{name}"'),
        remedy=N_("add it to keys; write 0 where there is none"),
    ),
    "keys-unpublished": Wording(
        N_("this sharing cannot be computed again: the document does not publish the figures of its keys ({keys})"),
        remedy=N_("what it prints can be compared with itself: commission check FILE"),
    ),
    "sharing-not-grid": Wording(
        N_("this file shares an envelope; it holds no grid to score by"),
        remedy=N_("to compute it: commission allocate FILE"),
    ),
    "not-a-sharing": Wording(
        N_("this file does not share an envelope"),
        N_('a sharing begins with format = 1 and kind = "sharing"'),
    ),
    # --- a table that is only printed
    "printed-subtotal-sum": Wording(
        N_('"{group}" is printed with {stated_euros}, but its lines add up to {computed_euros}'),
        N_("the two figures must be equal"),
        N_("compare the lines with the document"),
    ),
    "printed-no-subtotal": Wording(
        N_('no subtotal is printed for "{group}"'),
        remedy=N_("correct the group of this line, or add a [[printed_subtotal]]"),
    ),
    "printed-below-floor": Wording(
        N_('"{found}" is printed with {amount_euros}, below the floor of {floor_euros}'),
        remedy=N_("compare the line with the document"),
    ),
    "printed-sum": Wording(
        N_("the envelope is {stated_euros}, but the printed lines add up to {computed_euros}"),
        N_("rounding each line can only make a difference of half a coin a line"),
        N_("compare the lines with the document"),
    ),
}
