"""How a result came about, one sentence for each step or rule that applied: codes of ``result`` → messages."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.steps_admissibility import FITNESS
from commission.words.wording import Wording

STEPS: Final[dict[str, Wording]] = {
    **FITNESS,
    # --- why this rank
    "why-rank": Wording(N_("Rank {rank} of {ranked}: {total} points out of {maximum}; seats that count: {seats}")),
    "why-rank-unbounded": Wording(N_("Rank {rank} of {ranked}: {total} points; seats that count: {seats}")),
    "why-rank-in-order": Wording(
        N_("Rank {rank} of {ranked}, criteria compared in their order; seats that count: {seats}")
    ),
    "why-rank-agreed": Wording(
        N_("Rank {rank} of {ranked}: {total} points out of {maximum}, by the marks agreed on by the commission")
    ),
    "why-rank-agreed-unbounded": Wording(
        N_("Rank {rank} of {ranked}: {total} points, by the marks agreed on by the commission")
    ),
    "why-rank-agreed-in-order": Wording(
        N_("Rank {rank} of {ranked}, criteria compared in their order, by the marks agreed on by the commission")
    ),
    # --- the commission's ranking beside the proposal
    "passed-differs": Wording(
        N_("Lot {lot}: the decision says that the rules of selection pass over {dossiers}; they do not")
    ),
    "proposal-differs": Wording(
        N_("The proposed ranking that {entry} says it knew is not the one that marks and votes give now: {dossiers}")
    ),
    "agreed-because": Wording(N_("{sub}, {mark} agreed on: {reason}")),
    "why-tied": Wording(N_("Rank {rank} is shared with {others}: exactly the same total, {total}")),
    "why-criterion": Wording(
        N_("{criterion}: {points} out of {maximum} (first, {best}: {best_points}; beside, {beside}: {beside_points})"),
        without=(
            "best",
            Wording(
                N_("{criterion}: {points} out of {maximum} (beside, {beside}: {beside_points})"),
                without=("beside", Wording(N_("{criterion}: {points} out of {maximum}"))),
            ),
        ),
    ),
    "why-criterion-unbounded": Wording(
        N_("{criterion}: {points} points (first, {best}: {best_points}; beside, {beside}: {beside_points})"),
        without=(
            "best",
            Wording(
                N_("{criterion}: {points} points (beside, {beside}: {beside_points})"),
                without=("beside", Wording(N_("{criterion}: {points} points"))),
            ),
        ),
    ),
    "why-bonus": Wording(N_("Bonus, outside the maximum: {points}")),
    "why-carried-added": Wording(
        N_("{earlier}: {carried} out of {most}, added to the total"),
        without=("most", Wording(N_("{earlier}: {carried} points, added to the total"))),
    ),
    "why-carried-alone": Wording(
        N_("{earlier}: {carried} out of {most}, not in the total"),
        without=("most", Wording(N_("{earlier}: {carried} points, not in the total"))),
    ),
    "why-criterion-inapplicable": Wording(N_("{criterion}: not applicable to this dossier")),
    "why-useful": Wording(
        N_("In useful rank (proposal): {wanted} {unit}; capacity taken in all: {used} out of {capacity}")
    ),
    "why-not-useful": Wording(
        N_("Not in useful rank (proposal): {wanted} {unit}; capacity already taken: {used} out of {capacity}")
    ),
    "why-useful-tied": Wording(
        N_("Tied across the last useful rank: {wanted} {unit}; capacity already taken: {used} out of {capacity}")
    ),
    "why-margin": Wording(N_("{points} points above the first that is not in useful rank")),
    "why-short": Wording(N_("{points} points short of the last in useful rank")),
    "why-above": Wording(N_("{points} points behind rank {rank}, {dossier}")),
    "why-below": Wording(N_("{points} points ahead of rank {rank}, {dossier}")),
    "why-adopted": Wording(N_("Rank {rank} of {ranked}, adopted by the commission: {reason}")),
    "why-entered": Wording(N_("Rank {rank} of {ranked}, entered by the commission, not adopted by a vote: {reason}")),
    "variant-beside": Wording(N_("Variant {dossier} of {base}: {total}; it would have rank {rank}")),
    "variant-beside-tied": Wording(N_("Variant {dossier} of {base}: {total}; it would share rank {rank}")),
    "variant-beside-in-order": Wording(N_("Variant {dossier} of {base}: it would have rank {rank}")),
    "variant-beside-in-order-tied": Wording(N_("Variant {dossier} of {base}: it would share rank {rank}")),
    # --- why no rank
    "variant-base-refused": Wording(N_("Variant of {base}, which was refused before examination: beside nothing")),
    "variant-base-withdrawn": Wording(N_("Variant of {base}, which its applicant withdrew: beside nothing")),
    "variant-base-unranked": Wording(N_("Variant of {base}, which has no rank")),
    "variant-not-ranked": Wording(N_("Variant of {base}: it stands beside its base and takes no rank")),
    "refused": Wording(
        N_("Not admissible, {ground}: {reason}"),
        without=("outside", Wording(N_("Refused before examination, {ground}: {reason}"))),
    ),
    "withdrawn": Wording(N_("Withdrawn by the applicant: {reason}")),
    "agreed-lacking": Wording(N_("Without a total: the commission has agreed on no mark yet for {subs}")),
    "incomplete": Wording(N_("Incomplete: marks are missing from {members}")),
    "not-applicable-disputed": Wording(
        N_("{sub}: {said} say that it is not applicable, {scored} give a mark; to be settled between them")
    ),
    "too-few-marks": Wording(N_("Once the marks at the ends are left out, none remains on {subs}")),
    "majority-undecided": Wording(
        N_("As many say yes as no on {subs}: to be settled by the commission, in the ranking that it votes")
    ),
    "no-member-counts": Wording(N_("No member has scored every line that this total is made of")),
    "no-order": Wording(N_("A whole criterion is not applicable: nothing to compare this dossier by")),
    "below-threshold": Wording(N_("Below the threshold on {on}: {points}, where at least {bound} is required")),
    "not-above-threshold": Wording(
        N_("Not above the threshold on {on}: {points}, where more than {bound} is required")
    ),
    "no-ranking-common": Wording(N_("No ranking: no dossier takes a place")),
    "no-ranking": Wording(N_("No ranking: no dossier of this lot takes a place")),
    "tie-broken": Wording(N_("Of one total, told apart by {tie_by} {line}: {dossiers}")),
    "tie-vote-idle": Wording(
        N_(
            "The commission's vote on {dossiers} puts nothing in order: it votes on all the dossiers of one total "
            "and no other, here {among}"
        ),
        without=(
            "among",
            Wording(N_("The commission's vote on {dossiers} puts nothing in order: they are not of one total")),
        ),
    ),
    "tie-voted": Wording(N_("Of one total, put in order by the commission's vote: {dossiers}")),
    "outcome-word": Wording(N_("Its total is called: {word}")),
    "outcome-dossiers": Wording(N_("{word}: {dossiers}")),
    "granted-part": Wording(N_("{dossier} gets what is left: {granted}")),
    "waiting-list": Wording(N_("Waiting list, in this order: {dossiers}")),
    "no-envelope": Wording(N_("No useful rank: lot {lot} has no envelope of its own")),
    "no-seat-left": Wording(N_("No seat is left to score {subs}: not ranked, which is not a zero")),
    "nothing-applicable": Wording(N_("No line of the grid is applicable to this dossier")),
    "not-ranked-yet": Wording(N_("The commission has not ranked this dossier yet")),
    "left-out": Wording(N_("Not ranked by the commission: {reason}")),
    "missing-sheet": Wording(N_("Sheet not handed in: {member}")),
    "lost-sheet": Wording(N_("Sheet handed in when marks were opened, and missing from the files now: {member}")),
    "to-be-refused": Wording(
        N_("To be refused, nothing decided yet: by the document alone a dossier without this is refused ({titles})")
    ),
    "missing-marks": Wording(N_("Not scored by {member}: {subs}")),
    "rival-marks": Wording(N_("Two marks of {member} contradict each other, to be settled: {subs}")),
    "late-mark": Wording(N_("Late, not counted: {sub} by {member}, {mark} ({entry})")),
    "late-entry": Wording(N_("Late, not counted: {member} wanted to {kind} ({entry})")),
    # --- what applied to a lot
    "seat-recused": Wording(
        N_("{member} withdrew for a conflict of interest: this seat is out of the lot"),
    ),
    "seat-absent": Wording(N_("{member} handed in no sheet: this seat is out of the lot")),
    "seat-variants-only": Wording(
        N_("{member} handed in sheets on variants only ({dossiers}): this seat is out of the ranking of the lot")
    ),
    "seat-lost": Wording(
        N_("{member} had handed in sheets ({dossiers}) that the files no longer hold: this seat is out of the lot")
    ),
    "files-damaged": Wording(
        N_(
            "Journals read when marks were opened are missing or were changed since: this result is of what is left; "
            "verify names them"
        )
    ),
    "seat-declined": Wording(
        N_("{member} gives no opinion on {sub} ({dossiers}): this seat is out of {sub} for every dossier of the lot")
    ),
    "seat-sheet-missing": Wording(
        N_("{member} did not hand in {dossiers} before scoring was closed: this seat is out of the lot")
    ),
    "seat-missing": Wording(
        N_("{member} left {subs} without a mark: this seat is out of those lines for every dossier of the lot")
    ),
    "not-applicable-agreed": Wording(
        N_("{dossier}: every seat calls {subs} not applicable; the total is out of {maximum} instead of {total}")
    ),
    "not-applicable-consensus": Wording(
        N_("{dossier}: the commission calls {subs} not applicable; the total is out of {maximum} instead of {total}")
    ),
    "scoring-closed": Wording(N_("The presidency closed scoring: {reason}")),
    "late-not-counted": Wording(N_("Late entries, not counted: {entries}")),
    "consultative-apart": Wording(N_("Consultative members' marks enter no total")),
    "ranking-provisional": Wording(N_("Provisional ranks: these dossiers may still take a place: {dossiers}")),
    "no-capacity": Wording(N_("No useful rank: the call gives lot {lot} no capacity that the dossiers declare")),
    "figure-lacking": Wording(N_("No useful rank: the figure {figure} is not declared by {dossiers}")),
    "tie-across-last-useful-rank": Wording(
        N_("An exact tie stands across the last useful rank, and no published rule breaks it: {dossiers}")
    ),
    # --- useful rank beyond one lot
    "useful-in-common": Wording(N_("The useful rank is that of the common ranking of all lots")),
    "common-shut": Wording(N_("No common ranking yet: the marks of {lots} are not opened, or not shown here")),
    "useful-provisional": Wording(
        N_("Provisional useful rank: applicants may still come to stand in {lots}, which is served first")
    ),
    "applicant-lacking": Wording(
        N_("No useful rank: {asked}, by which applicants are known, is lacking for {dossiers}")
    ),
    "applicant-nameless": Wording(
        N_("No useful rank: the applicant, limited in number of dossiers, is not named for {dossiers}")
    ),
    "transferred": Wording(N_("Moved from the envelope of {source} to that of {target}: {amount_euros}")),
    "transfer-waits": Wording(
        N_(
            "What {source} leaves goes to {target} once both are opened, whole and without a tie left; nothing has moved"
        )
    ),
    "tie-across-limits": Wording(
        N_("An exact tie decides who is in useful rank, and no published rule breaks it: {dossiers}")
    ),
    "useful-in-order": Wording(N_("In useful rank, in the order of ranks")),
    "useful-best": Wording(N_("In useful rank first, as the best of lot {lot}")),
    "useful-part": Wording(N_("In useful rank, with what was left: {granted} {unit}")),
    "useful-any-way": Wording(N_("In useful rank, however the ties are settled")),
    "outside-any-way": Wording(N_("Not in useful rank, however the ties are settled")),
    "useful-torn": Wording(
        N_("To be settled: it depends on the tie between {dossiers}"),
        without=("dossiers", Wording(N_("To be settled: it depends on a tie in a lot served before"))),
    ),
    "passed-lot": Wording(N_("Passed over: already {n} in useful rank in lot {lot} ({dossiers})")),
    "passed-applicant": Wording(
        N_("Passed over: the same applicant already stands with {dossiers} (at most {n} in the whole call)")
    ),
    "places-taken": Wording(N_("Not in useful rank: the number to keep, {n}, is reached")),
    "no-room": Wording(N_("Not in useful rank: it asks for {wanted} {unit}, and {left} were left")),
    "after-stop": Wording(N_("Not in useful rank: the selection had stopped at the first that did not fit")),
    "why-rank-common": Wording(N_("Rank {rank} of {ranked} in the common ranking of all lots")),
    "useful-differs": Wording(
        N_("{dossier}: the useful rank does not come out the same when it is counted again from the ranking")
    ),
    # --- rules adopted in session, not published
    "rule-lots": Wording(N_("All lots are ranked together, by one total")),
    "rule-best-of-each": Wording(N_("In useful rank first: the best of each lot")),
    "rule-most-per-lot": Wording(N_("At most {n} of one lot in useful rank; the next is passed over")),
    "rule-transfer": Wording(N_("What the envelope of {source} leaves goes to {target}")),
    "rule-per-applicant": Wording(
        N_("At most {n} of one applicant in useful rank over the whole call, applicants known by {asked}"),
        without=(
            "asked",
            Wording(N_("At most {n} of one applicant in useful rank over the whole call, applicants known by name")),
        ),
    ),
    "rule-step": Wording(N_("Marks go by {step}")),
    "rule-step-none": Wording(N_("Marks may be any decimal")),
    "rule-aggregation": Wording("{rule}"),
    "rule-rounding": Wording(N_("Nothing is rounded but on display, to {places} decimals, a half going up")),
    "rule-trim": Wording(N_("Left out at each end before the mean: {trim}")),
    "rule-trim-share": Wording(N_("Left out at each end before the mean: {trim} % of the marks, rounded down")),
    "rule-drop-best": Wording(N_("The best marks are left out: {n}")),
    "rule-drop-worst": Wording(N_("The worst marks are left out: {n}")),
    "rule-round": Wording(N_("Rounded {round_stage}, to {places} decimals, a half going up")),
    "rule-better-lower": Wording(N_("The lowest total is the best")),
    "rule-combine": Wording("{rule}"),
    "rule-criterion": Wording(N_("Criterion {criterion}: {rule}")),
    "rule-weight": Wording(N_("{line} counts with the weight {weight}")),
    "rule-lower": Wording(N_("{line}: the lowest mark is the best, counted as minimum + maximum - mark")),
    "rule-bonus": Wording(N_("Bonus, outside the maximum: {subs}")),
    "rule-bonus-cap": Wording(N_("Bonus, outside the maximum: {subs}; {cap} points at most")),
    "rule-stage-first": Wording(
        N_('Stage "{title}": its criteria alone are scored here; whoever is in useful rank is kept for "{then}"')
    ),
    "rule-stage-added": Wording(
        N_('Stage "{title}": its total is added to that of "{earlier}", out of {most}'),
        without=("most", Wording(N_('Stage "{title}": its total is added to that of "{earlier}"'))),
    ),
    "rule-stage-alone": Wording(N_('Stage "{title}": its total ranks alone, that of "{earlier}" stands beside')),
    "rule-information": Wording(N_("For information, never in the total: {subs}")),
    "rule-missing": Wording("{rule}"),
    "rule-threshold": Wording(N_("Threshold on {on}: at least {bound}")),
    "rule-threshold-above": Wording(N_("Threshold on {on}: more than {bound}")),
    "rule-threshold-share": Wording(N_("Threshold on {on}: at least {bound} % of the maximum")),
    "rule-threshold-share-above": Wording(N_("Threshold on {on}: more than {bound} % of the maximum")),
    "rule-outcome": Wording(N_("{word}: from {start} up to, not including, {below}")),
    "rule-tie": Wording(N_("Equal totals are told apart by {tie_by} {line}")),
    "rule-tie-lower": Wording(N_("Equal totals are told apart by {tie_by} {line}, the lowest first")),
    "rule-tie-later": Wording(N_("Equal totals are told apart by {tie_by} {line}, the latest first")),
    "rule-fill": Wording("{rule}"),
    "rule-asked": Wording(N_("What a dossier asks for: {title}")),
    "rule-waiting": Wording(N_("Waiting list of {n} at most")),
    "rule-no-tie": Wording(N_("Nothing but the commission's vote tells equal totals apart")),
    "rule-no-threshold": Wording(N_("No threshold")),
    "rule-ties": Wording("{rule}"),
    "rule-selection": Wording("{rule}"),
    "rule-selection-number": Wording(N_("In useful rank: {n} at most, in the order of ranks")),
    "rule-method": Wording("{rule}"),
    "rule-own-grid": Wording(N_("Grid adopted by the commission, not published")),
    "rule-abstentions": Wording("{rule}"),
    # --- what a dossier asks for
    "request-lacking": Wording(N_("{dossier}: not declared: {figures}")),
    "request-above": Wording(
        N_("{dossier}: declared {declared_euros}, computed {computed_euros}: {difference_euros} more than computed")
    ),
    "request-below": Wording(
        N_("{dossier}: declared {declared_euros}, computed {computed_euros}: {difference_euros} less than computed")
    ),
    "request-above-ceiling": Wording(N_("{dossier}: {amount_euros} asked for, above the ceiling of {ceiling_euros}")),
    # --- an envelope that is shared
    "share-key": Wording(N_("{title}: {percent} % of the envelope, in proportion to a sum of {figures}")),
    "share-limits": Wording(
        N_(
            "Nobody gets less than their floor or more than their ceiling; the others share what is left in proportion "
            "to the keys, and so on"
        )
    ),
    "share-at-floor": Wording(N_("At the floor: {codes}")),
    "share-at-ceiling": Wording(N_("At the ceiling: {codes}")),
    "share-line": Wording(N_("Each part is rounded by itself to the {coin}, a half going up")),
    "share-largest-remainder": Wording(
        N_(
            "Each part goes down to the {coin}; the sum left over goes by one {coin} each to the largest remainders "
            "(+1); of equal remainders, first to the larger exact share, then in the order of codes"
        )
    ),
    "share-tied": Wording(N_("Equal remainders met where the last one was given: {codes}")),
    "share-sum-exact": Wording(N_("The parts add up to {total_euros}, exactly the envelope")),
    "share-sum-above": Wording(N_("The parts add up to {total_euros}, {missed_euros} more than the envelope")),
    "share-sum-below": Wording(N_("The parts add up to {total_euros}, {missed_euros} less than the envelope")),
    "share-unpublished": Wording(
        N_("The figures of the keys are not published ({codes}): the parts cannot be computed again")
    ),
    "printed-subtotals-agree": Wording(N_("Printed subtotals that their lines give exactly: {n}")),
    "printed-at-floor": Wording(N_("At the floor of {floor_euros}: {titles}")),
    "printed-lines": Wording(N_("Parts that the document prints: {n}")),
}
