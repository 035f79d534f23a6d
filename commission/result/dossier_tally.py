"""One dossier's figures, or why it has none: what every way of bringing marks together ends in."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from commission.rules.fault import Fault
from commission.rules.grid import Call, combined, most
from commission.rules.ranking_rules import Rules
from commission.session.definition import Dossier


class Missing(msgspec.Struct, frozen=True):
    """What a dossier still waits for from one seat: these codes, or the whole sheet when ``codes`` is empty.

    ``lost``: the sheet was handed in when marks were opened, and the files no longer hold it.
    ``rivals`` are those of the codes where two marks of the seat contradict each other, to settle.
    """

    member: str
    codes: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    lost: bool = False


class DossierTally(msgspec.Struct, frozen=True):
    """One dossier's figures. ``order`` is empty exactly when ``reasons`` says why; ``total`` stands out of ``maximum``,
    and is None too where the criteria are compared in their order.

    ``subs`` holds what the members' marks come to on every line that counts for this dossier (their mean), ``criteria``
    what the lines come to together (their sum), ``bonus`` what stands outside the maximum; ``inapplicable`` the lines
    that every seat called « sans objet », ``alone`` the formulas that had nothing to compare it with: they left the
    dossier with their maxima. Dossiers compare by ``order``, the better one greater.
    """

    dossier: Dossier
    total: Fraction | None
    maximum: Fraction | None
    criteria: dict[str, Fraction]
    subs: dict[str, Fraction]
    inapplicable: tuple[str, ...] = ()
    reasons: tuple[Fault, ...] = ()
    missing: tuple[Missing, ...] = ()
    bonus: Fraction = Fraction(0)
    order: tuple[Fraction, ...] = ()
    alone: tuple[Fault, ...] = ()


def maximum_of(call: Call, rules: Rules, inapplicable: Sequence[str] = ()) -> Fraction | None:
    """The most a dossier can come to without its inapplicable lines, bonus left out; None where nothing bounds it.

    Members' figures that are added up, or ranks, have no maximum of their own.
    """
    if call.combine == "lexicographic" or rules.aggregation in {"sum", "ranks"}:
        return None
    parts: list[Fraction] = []
    for criterion in call.criteria:
        left = [sub for sub in criterion.in_total if sub.code not in inapplicable]
        points = most(left, criterion.combine, criterion.cap)
        if points is None:
            return None
        parts += [points * criterion.weight] if left else []
    own = combined(call.combine, parts, call.cap)
    return own if call.at is None else call.at.most(own)
