"""Faults of how a line is scored: notations, levels, formulas, weights, and rules that the call itself publishes."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

NOTATION: Final[dict[str, Wording]] = {
    "mark-not-a-level": Wording(
        N_('"{found}" is not one of the words for {sub}'),
        N_("the words are: {known}"),
        short=N_("{found}: the words are {known}"),
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
    "zero-weight": Wording(
        N_("this weight is 0"),
        N_("a weight above 0 is expected"),
        N_("write counts = false for a line that is only information"),
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
    "bonus-cap-idle": Wording(
        N_("bonus_cap stands, but no line is a bonus"), remedy=N_("write bonus = true on a line, or remove bonus_cap")
    ),
    "cap-and-combine": Wording(
        N_("cap and combine do not go together here"),
        N_('cap stands with combine = "capped-sum", and with nothing else'),
        N_("write both, or neither"),
    ),
    "majority-points": Wording(
        N_("a majority of yes cannot be counted on {subs}"),
        N_("every line that counts is a yes or no"),
        N_("write yes = … on these lines, or another aggregation"),
    ),
    "rule-across": Wording(
        N_('the aggregation "{aggregation}" does not work there'),
        N_('across = "{expected}" is expected'),
        N_("correct across, or leave it out"),
    ),
    "rule-across-order": Wording(
        N_("criteria compared in their order have no total on which to bring members together"),
        N_('across = "sub" or "criterion" is expected'),
    ),
    "rule-ranks-better": Wording(N_("the least sum of ranks is always the best"), remedy=N_("remove better")),
    "rule-ranks-order": Wording(
        N_("criteria compared in their order give a member no total to rank by"), remedy=N_("choose one of the two")
    ),
    "rule-trim-lacks": Wording(
        N_("a trimmed mean does not say what it leaves out"), remedy=N_('write trim = 1, or trim = "10 %"')
    ),
    "rule-trim-idle": Wording(
        N_('trim stands, but the aggregation "{aggregation}" trims nothing'),
        remedy=N_('write aggregation = "trimmed-mean", or remove trim'),
    ),
    "rule-trim-size": Wording(
        N_("trim is {found}"), N_("a whole number of marks, or less than half of them, is expected at each end")
    ),
    "rule-drop-idle": Wording(
        N_('nothing is left out with the aggregation "{aggregation}"'), remedy=N_("remove the line")
    ),
    "rule-rounding-both": Wording(
        N_('rounding = "none" stands beside stages of rounding'), remedy=N_("remove one of the two")
    ),
    "rule-round-twice": Wording(N_('the stage "{stage}" is rounded twice'), remedy=N_("keep one of the two")),
    "rule-round-idle": Wording(
        N_('nothing passes the stage "{stage}" where members are brought together on "{across}"'),
        remedy=N_("remove the stage, or correct across"),
    ),
    "rule-published": Wording(
        N_('the call publishes the rule "{key}"'),
        N_("a published rule cannot be stated otherwise"),
        N_("remove the line"),
    ),
}
