"""Faults of the rules of notation and ranking: those that contradict each other, the grid, or what the call publishes."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

RULES: Final[dict[str, Wording]] = {
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
