"""Faults of the rules of notation and ranking: those that contradict each other, the grid, or what the call publishes."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

RULES: Final[dict[str, Wording]] = {
    "bonus-cap-idle": Wording(
        N_("bonus_cap stands, but no line is a bonus"), remedy=N_("write bonus = true on a line, or remove bonus_cap")
    ),
    "tie-twice": Wording(
        N_("this step changes nothing: step {first} of the chain has already asked it"), remedy=N_("remove it")
    ),
    "outcome-twice": Wording(
        N_('two ranges are called "{word}"'),
        N_("a word for each range"),
        N_("write another word, or make one range of the two"),
    ),
    "rule-step-above": Wording(
        N_("marks would go by {step} points, more than these lines can be given: {subs}"),
        N_("a step that each line's maximum holds at least once"),
        N_("correct the step, or write step = … on these lines"),
    ),
    "ceiling-above-envelope": Wording(
        N_("the ceiling of the lot, {ceiling_euros}, is above the envelope of the call, {envelope_euros}"),
        N_("a lot never gets more than the whole call"),
        N_("correct one of the two, or remove ceiling"),
    ),
    "bound-without-closes": Wording(
        N_("bound stands, but the file gives no closing instant"),
        remedy=N_("add closes = …, as 2025-08-27T00:00:00, or remove bound"),
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
    "rules-unknown-lot": Wording(
        N_('no lot of the call has the code "{found}"'),
        N_("the lots of the call: {known}"),
        N_("correct the code, or remove the table"),
    ),
    "rules-no-lots": Wording(
        N_("rules stand for the lot {lot}, but this call has no lots"), remedy=N_("write them in [rules] itself")
    ),
    "rules-lot-empty": Wording(
        N_("the rules of the lot {lot} say nothing"), remedy=N_("write what differs for this lot, or remove the table")
    ),
    "rules-lot-bound": Wording(
        N_("rules stand for the lot {lot} alone, but this call binds its lots together"),
        remedy=N_("remove this table, or lots, transfer and per_applicant"),
    ),
    "rule-across": Wording(
        N_('the aggregation "{aggregation}" does not work there'),
        N_('across = "{expected}" is expected'),
        N_("correct across, or leave it out"),
    ),
    "rule-across-idle": Wording(
        N_('across stands, but no marks are brought together with the aggregation "{aggregation}"'),
        remedy=N_("remove the line"),
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
    "threshold-bound": Wording(
        N_("the threshold on {on} has no bound, or two"),
        N_("at_least = … or more_than = … is expected, one of the two"),
    ),
    "threshold-on": Wording(
        N_('"{found}" is no line, no criterion and not "total"'), N_("a threshold stands on one of: {known}")
    ),
    "threshold-no-total": Wording(
        N_("criteria compared in their order have no total"), remedy=N_("put it on a criterion, or remove it")
    ),
    "threshold-no-maximum": Wording(
        N_("{on} has no maximum to take a percentage of"), remedy=N_("write the threshold in points")
    ),
    "threshold-lower": Wording(
        N_("the lowest total is the best here: a threshold would keep the best out"),
        remedy=N_("put it on a criterion, or remove it"),
    ),
    "threshold-above-whole": Wording(
        N_("the threshold on {on} asks for {percent} % of the maximum, more than all of it"), remedy=N_("correct it")
    ),
    "threshold-above-maximum": Wording(
        N_("the threshold on {on} asks for {bound}, more than the maximum of {max}"), remedy=N_("correct it")
    ),
    "outcome-gap": Wording(
        N_('the range "{word}" does not begin where the one before ends, at {after}'),
        N_("ranges follow each other without a gap, from the lowest up"),
        N_("write start = {after}"),
    ),
    "outcome-empty": Wording(N_('the range "{word}" is empty'), N_("below is above start")),
    "outcome-open": Wording(
        N_('the range "{word}" stands at the end and has a bound there: some totals would have no word'),
        remedy=N_("remove {key}"),
    ),
    "tie-better": Wording(
        N_('"{found}" says nothing here'),
        N_("the words are: {known}"),
        without=("known", Wording(N_('"{found}" says nothing here'), remedy=N_("remove better"))),
    ),
    "tie-code": Wording(
        N_("this step of the chain lacks its code, or has one too many"),
        N_("a criterion, a sub-criterion or a figure has a code; a date of deposit and a draw have none"),
    ),
    "tie-unknown": Wording(N_('"{found}" is not there'), N_("the codes are: {known}")),
    "draw-seed": Wording(
        N_("this draw has no seed"),
        N_("a public seed, stated before anybody knows what it gives, is expected"),
        N_('write seed = "…"'),
    ),
    "draw-last": Wording(N_("nothing is left to tell apart after a draw"), remedy=N_("put the draw last")),
    "tie-of-one": Wording(N_("one dossier alone has no order"), N_("at least two dossiers are expected")),
    "selection-asked": Wording(
        N_("an envelope is shared without a figure that says what each dossier asks for"), remedy=N_("write asked = …")
    ),
    "selection-number": Wording(
        N_("the number of dossiers to keep is not stated"), remedy=N_("write number = 1 or more")
    ),
    "selection-idle": Wording(
        N_('"{key}" says nothing with the selection "{selection}"'), remedy=N_("remove the line")
    ),
    "selection-envelope": Wording(
        N_("the call states no envelope"), remedy=N_("write envelope = … in the grid, or another selection")
    ),
    "lots-apart": Wording(
        N_('"{key}" says nothing where each lot is ranked apart'),
        remedy=N_('write lots = "together", or remove the line'),
    ),
    "lots-one": Wording(N_("the call has no two lots to rank together"), remedy=N_("remove the line")),
    "lots-ranks": Wording(
        N_("a sum of ranks is counted among the dossiers of one lot: it compares with no other lot"),
        remedy=N_("choose another aggregation, or rank lots apart"),
    ),
    "lots-capacity": Wording(
        N_("a capacity is that of one lot"),
        N_('lots ranked together are selected by "number" or by "envelope"'),
        N_("correct selection, or rank lots apart"),
    ),
    "lots-ceilings": Wording(
        N_("lots ranked together share the envelope of the call, but these have one of their own: {lots}"),
        remedy=N_("rank lots apart, or select by number"),
    ),
    "lots-unscored": Wording(
        N_("these lots are not scored, and have no total to be ranked by with the others: {lots}"),
        remedy=N_("rank lots apart"),
    ),
    "limit-below-one": Wording(N_("{found} lets nobody in"), N_("1 or more is expected")),
    "transfer-idle": Wording(
        N_("nothing moves between envelopes here"),
        N_('a transfer goes with lots ranked apart and selection = "envelope"'),
        N_("remove the line"),
    ),
    "transfer-no-envelope": Wording(
        N_("lot {lot} has no envelope of its own"), remedy=N_("write its ceiling in the grid, or remove the transfer")
    ),
    "transfer-twice": Wording(
        N_("{source} already gives {target} what it leaves: said twice, it would leave nothing more"),
        remedy=N_("remove one of the two"),
    ),
    "transfer-circle": Wording(
        N_("what {source} leaves would come back to it through {target}"), remedy=N_("remove one of the transfers")
    ),
    "transfer-backwards": Wording(
        N_(
            "{source} is served after {target}: with a limit for each applicant, what it leaves depends on {target} itself"
        ),
        remedy=N_("move only from a lot to one that follows it in the grid, or remove per_applicant"),
    ),
    "applicant-field-idle": Wording(
        N_("nothing is limited for each applicant"), remedy=N_("write per_applicant = 1, or remove the line")
    ),
    "rule-published": Wording(
        N_('the call publishes the rule "{key}"'),
        N_("a published rule cannot be stated otherwise"),
        N_("remove the line"),
    ),
}
