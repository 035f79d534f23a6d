"""Faults of how a line is scored: notations, levels, formulas, weights, and rules that the call itself publishes."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

NOTATION: Final[dict[str, Wording]] = {
    "mark-not-a-level": Wording(
        N_('"{found}" is not one of the words for {sub}'),
        N_("the words are: {known}"),
        N_("to give no opinion: nspp, with a reason; if the line is not applicable: so"),
        short=N_("{found}: the words are {known}"),
    ),
    "no-such-number": Wording(
        N_("no word of {sub} has the number {found}"),
        N_("the numbers are: {numbers}"),
        short=N_("{found}: the numbers are {numbers}"),
    ),
    "said-no-observation": Wording(
        N_("no observation on {sub} was typed"),
        N_("its text is expected after obs, such as: {sub} obs good partnership"),
        short=N_("the text of the observation is expected after obs: {sub} obs good partnership"),
    ),
    "mark-below-min": Wording(
        N_("the mark {found} for {sub} is below the minimum"),
        N_("the minimum is {min}"),
        short=N_("{found}: the minimum is {min}"),
    ),
    "two-notations": Wording(
        N_("{sub} has more than one notation: {known}"),
        N_("one of levels, yes, opinion and formula is expected, or none for points"),
        N_("keep one of them"),
    ),
    "level-words": Wording(
        N_("the words of {sub} are empty, kept for the program, or alike: {known}"),
        N_("each word stands once, whatever its capitals and accents"),
        N_("write other words than declined and not-applicable"),
    ),
    "unknown-level": Wording(N_('"{found}" is not one of the words of this line'), N_("the words are: {known}")),
    "level-max": Wording(
        N_("{sub} states a maximum of {stated}, but its best word is worth {computed}"),
        N_("the two figures must be equal"),
        N_("correct max, or leave it out"),
    ),
    "max-below-min": Wording(
        N_("the maximum of {sub}, {stated}, is not above its minimum, {min}"),
        remedy=N_("correct max or min"),
    ),
    "lower-needs-max": Wording(
        N_("the lower mark cannot be the better one for {sub}, which has no maximum"),
        N_("such a mark counts as minimum + maximum - mark"),
        N_("write max = …"),
    ),
    "counts-nothing": Wording(
        N_("{sub} enters no total: {key} says nothing there"), remedy=N_("remove {key}, or let the line count")
    ),
    "code-total": Wording(
        N_('the code "total" is what a threshold calls the whole grid'), remedy=N_("give it another code")
    ),
    "zero-weight": Wording(
        N_("this weight is 0"),
        N_("a weight above 0 is expected"),
        N_("write counts = false for a line that is only information"),
    ),
    "line-shares-sum": Wording(
        N_("the weights in percent of this criterion's lines add to {computed} %, or one of its lines has none"),
        N_("shares of a whole: every line that is no bonus has one, and they add to 100 %"),
        N_('for a coefficient that is no share, write a number: weight = 0.5, or weight = "1/2"'),
    ),
    "empty-levels": Wording(
        N_('"{sub}": levels holds no word'), remedy=N_("write its words and their points, or remove levels")
    ),
    "zero-yes": Wording(
        N_('"{sub}": a yes is worth 0 points, as a no is'),
        N_("what a yes is worth"),
        N_('write yes = …, or opinions = ["oui", "non"] for a line that gives no points'),
    ),
    "step-above-max": Wording(
        N_('"{sub}" goes by {step} points, more than its maximum of {max} holds'),
        N_("a step that the maximum holds at least once"),
        N_("correct step or max"),
    ),
    "shares-sum": Wording(
        N_("the weights in percent add up to {computed} %"),
        N_("every criterion has one, and they add up to 100 %"),
        N_("correct the percentages, or write them as numbers"),
    ),
    "formula-bounds": Wording(
        N_("the linear formula of {sub} lacks its two bounds"),
        N_("low gives 0 points, high gives the maximum, and they differ"),
        N_("write low = … and high = …"),
    ),
    "formula-ranges": Wording(
        N_("the ranges of {sub} do not go up from 0 step by step"),
        N_("each range says from which figure on (start) it gives how many points, the first from 0"),
        N_("write ranges in ascending order, for the formula by steps only"),
    ),
    "formula-max": Wording(
        N_("{sub} is computed by a formula, but states no maximum"),
        remedy=N_("write max = …: the points that the best figure gives"),
    ),
    "formula-figure-absent": Wording(
        N_("{dossier} declares no figure {figure}, from which {sub} is computed"),
        N_("the figure is in the dossier, or the formula says what its absence is worth"),
        N_("add it to the dossier's figures before the session is adopted"),
        short=N_("{sub} is computed from {figure}, which {dossier} does not declare"),
    ),
    "formula-alone": Wording(
        N_("{sub} compares the dossiers of a lot, and {dossier} is alone in its own: not applicable"),
        N_("the line and its maximum leave the dossier"),
        short=N_("{sub} compares dossiers, and {dossier} is alone: not applicable"),
    ),
    "formula-points": Wording(
        N_("the formula of {sub} may give {stated} points, more than its maximum of {max}"),
        N_("no points above the maximum of the line"),
        N_("correct the points, or max"),
    ),
    "formula-key": Wording(
        N_("the formula {name} of {sub} does not use {key}"),
        N_("low and high are for the linear formula"),
        N_("remove {key}"),
    ),
    "points-only": Wording(
        N_("{sub} is not scored in points: {key} says nothing there"),
        N_("min and step are for a line scored in points"),
        N_("remove the line"),
    ),
}
