"""A figure that the dossiers declare, turned into a mark by the formula its line names. Exact, and never a division by zero.

Formulas that compare (``inverse``, ``to-mean``, ``to-best``) look at the dossiers in play of one lot, variants left out: a
variant is measured against them and changes nothing for them. A figure answered
by the line's own ``absent`` or ``zero`` is compared with nothing, and nothing with it. Alone in its lot a dossier has
nothing to be compared with: the line is then not applicable to it, and leaves it with its maximum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from commission.rules.fault import Fault, fault
from commission.rules.grid import Call, SubCriterion
from commission.rules.notation import COMPARING, Computed
from commission.session.definition import Dossier
from commission.session.state import State

ComputedMarks = dict[tuple[str, str], Fraction | Fault]
"""By dossier and line: the points, or why there are none (``formula-figure-absent``, ``formula-alone``)."""

ALONE = "formula-alone"
"""Why a line leaves a dossier: it compares, and there is nothing to compare with."""


def computed_marks(call: Call, dossiers: Sequence[Dossier], among: Sequence[Dossier] | None = None) -> ComputedMarks:
    """What every computed line of the grid gives each of these dossiers of one lot, compared with those ``among`` which
    it ranks: themselves, or for a variant the bases.

    Points as the formula gives them, before any weight, never rounded. A Fault of code ``ALONE`` takes the line and its
    maximum out of the dossier; any other leaves the dossier without a total.
    """
    found: ComputedMarks = {}
    for line in call.lines:
        if line.computed is not None:
            found |= _line(line, line.computed, dossiers, dossiers if among is None else among)
    return found


def computed_of(state: State, dossier: Dossier) -> dict[str, Fraction | Fault]:
    """What the computed lines give one dossier, compared with those in play of its lot."""
    call = state.definition.call
    if len(call.lines) == len(call.subs):
        return {}
    found = computed_marks(call, [dossier], state.bases(dossier.lot))
    return {line: points for (_, line), points in found.items()}


def _line(
    line: SubCriterion, computed: Computed, dossiers: Sequence[Dossier], among: Sequence[Dossier]
) -> ComputedMarks:
    figures = {each.code: each.figures.get(computed.figure) for each in dossiers}
    compares = computed.formula in COMPARING
    if compares and len(among) < 2:
        return {(code, line.code): fault(ALONE, sub=line.code, dossier=code) for code in figures}
    given = {code: _stated(computed, figure) for code, figure in figures.items()}
    declared = [each.figures.get(computed.figure) for each in among]
    compared = [each for each in declared if each is not None and _stated(computed, each) is None]
    points = FORMULAS[computed.formula]
    found: ComputedMarks = {}
    for code, figure in figures.items():
        stated = given[code]
        if stated is not None:
            found[code, line.code] = stated
        elif figure is None:
            fields = {"sub": line.code, "dossier": code, "figure": computed.figure}
            found[code, line.code] = fault("formula-figure-absent", **fields)
        elif compares and not compared:
            found[code, line.code] = fault(ALONE, sub=line.code, dossier=code)
        else:
            found[code, line.code] = points(figure, compared, line.max or Fraction(0), computed)
    return found


def _stated(computed: Computed, figure: Fraction | None) -> Fraction | None:
    """The points that the line itself states for an absent or a zero figure; None where the formula applies."""
    if figure is None:
        return computed.absent
    return computed.zero if figure == 0 else None


Compared = Sequence[Fraction]
"""The figures of the lot that are compared with each other, that of the dossier among them."""


def inverse(figure: Fraction, compared: Compared, maximum: Fraction, _: Computed) -> Fraction:
    """Inverse proportion to the lowest: ``maximum × lowest / figure``. The lowest has the maximum, be it zero; beside a
    lowest of zero any other figure has 0. A variant below all the bases has the maximum too, and no more.
    """
    lowest = min(compared)
    return maximum if figure <= lowest else maximum * lowest / figure


def to_best(figure: Fraction, compared: Compared, maximum: Fraction, _: Computed) -> Fraction:
    """Proportion to the highest: ``maximum × figure / highest``. The highest has the maximum, even where all are zero;
    so has a variant above all the bases.
    """
    highest = max(compared)
    return maximum if figure >= highest else maximum * figure / highest


def to_mean(figure: Fraction, compared: Compared, maximum: Fraction, _: Computed) -> Fraction:
    """A straight line through the mean: ``maximum × (1 − figure / (2 × mean))``, never below 0.

    Less is better: zero has the maximum, the mean has half of it, twice the mean and more have 0. Where all are zero,
    all are the mean.
    """
    whole: Fraction = sum(compared, Fraction(0))
    mean = whole / len(compared)
    if figure == mean:
        return maximum / 2
    return max(Fraction(0), maximum * (1 - figure / (2 * mean)))


def linear(figure: Fraction, _: Compared, maximum: Fraction, computed: Computed) -> Fraction:
    """A straight line from ``low`` (0 points) to ``high`` (the maximum), and no further. ``low`` may be the greater one."""
    low, high = computed.low or Fraction(0), computed.high or Fraction(0)
    share = (figure - low) / (high - low)
    return maximum * min(max(share, Fraction(0)), Fraction(1))


def steps(figure: Fraction, _: Compared, __: Fraction, computed: Computed) -> Fraction:
    """The points of the last range that begins at or below the figure."""
    return [points for start, points in computed.ranges if start <= figure][-1]


FORMULAS: dict[str, Callable[[Fraction, Compared, Fraction, Computed], Fraction]] = {
    "inverse": inverse,
    "linear": linear,
    "to-mean": to_mean,
    "steps": steps,
    "to-best": to_best,
}
"""Every formula that a grid may name."""
