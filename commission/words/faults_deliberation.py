"""Refusals of deliberation: settings that a published grid leaves no room for, ranks, votes, decisions and their sums."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

DELIBERATION: Final[dict[str, Wording]] = {
    # --- what a document says of money
    "request-half": Wording(
        N_("the request is computed from half of what it takes"),
        N_("unit_cost and number together, then added"),
        N_("give both, or only declared"),
    ),
    "unknown-form": Wording(
        N_('"{found}" is not a form of this lot'),
        N_("its forms are: {known}"),
        without=("known", Wording(N_('"{found}" is not a form of this lot: it has none'), remedy=N_("remove form"))),
    ),
    # --- settings of a session
    "points-are-published": Wording(
        N_("the document publishes points: its lots are ranked by them"), remedy=N_("remove this setting")
    ),
    "grid-is-published": Wording(
        N_("the document publishes its own grid, which no other may replace"), remedy=N_("remove every [[criterion]]")
    ),
    "no-grid-to-score": Wording(
        N_("there is no grid to score: the document publishes none"),
        remedy=N_('write a [[criterion]] of the commission\'s own here, or choose "opinions" or "ranks"'),
    ),
    "no-sheets": Wording(N_('lot "{lot}" has no sheets: its ranks are entered by the commission')),
    # --- the marks that the commission agrees on
    "no-agreed-marks": Wording(
        N_("this session brings the members' marks together; the commission agrees on none here"),
        N_('an agreed mark needs aggregation = "consensus" in [rules], adopted before marks are opened'),
    ),
    "line-computed": Wording(
        N_('nobody scores the line "{sub}": it is computed from a figure of the dossier'),
        remedy=N_("choose another line, or correct the figure in session.toml"),
    ),
    "agreed-not-a-mark": Wording(
        N_("the commission cannot give no opinion on {sub} of {dossier}"),
        remedy=N_("enter a mark, a word of the line, or not applicable"),
    ),
    # --- how an act of deliberation is typed
    "reason-without-dossier": Wording(
        N_('"{found}" does not say which dossier it is about'), N_("CODE: the reason | CODE: the reason")
    ),
    "two-reasons": Wording(N_('dossier "{dossier}" is given two reasons'), remedy=N_("keep one of them")),
    "award-not-read": Wording(
        N_('"{found}" is not an award'),
        N_("CODE = VOLUME ; AMOUNT, with - where none is fixed"),
    ),
    "not-a-count": Wording(N_('"{found}" is not a number of votes'), N_("a whole number is expected")),
    # --- opinions and ranks
    "unknown-opinion": Wording(N_('"{found}" is not an opinion'), N_("an opinion is one of: {known}")),
    "no-opinions": Wording(N_('lot "{lot}" is not ranked by opinions')),
    "ranking-voted": Wording(
        N_('the ranking of lot "{lot}" is voted: its opinions stand'),
        remedy=N_("enter the ranks again first, with a reason"),
    ),
    "ranked-twice": Wording(N_('dossier "{dossier}" is given two ranks')),
    "tie-not-these": Wording(
        N_("a vote on {dossiers} would put nothing in order"),
        N_("all the dossiers of one total, and no other: {known}"),
        without=("known", Wording(N_("a vote on {dossiers} would put nothing in order: they are not of one total"))),
    ),
    "ranks-and-none": Wording(N_('lot "{lot}" is given ranks and a ground for having none'), remedy=N_("keep one")),
    "nothing-ranked": Wording(
        N_('no dossier of lot "{lot}" is given a rank'),
        remedy=N_('give order="BEST > NEXT = TIED > LAST", or a ground for ranking nobody'),
    ),
    "opinions-lacking": Wording(N_('in lot "{lot}" the commission has given no opinion on {dossiers}')),
    "ranked-unfavourable": Wording(
        N_('the opinion on dossier "{dossier}" is unfavourable: it is given no rank'),
        remedy=N_("leave it out of the order; the reason of the opinion is printed with it"),
    ),
    "reasons-lacking": Wording(
        N_('in lot "{lot}" a reason is missing for {dossiers}'),
        N_("each dossier, ranked or not, has one sentence of reason"),
    ),
    "moved-without-reason": Wording(
        N_('in lot "{lot}" a reason is missing for {dossiers}, whose rank is not the proposed one'),
        N_("each dossier that leaves its proposed rank has one sentence of reason"),
        N_("give it, or order=proposed to put the proposal to the vote as it is"),
    ),
    "nothing-proposed": Wording(
        N_('no ranking is proposed for lot "{lot}": there is none to put to the vote as it is'),
        remedy=N_('give order="BEST > NEXT = TIED > LAST"'),
    ),
    "ground-does-not-fit": Wording(
        N_('"{no_ranking}" is not what lot "{lot}" shows: dossiers filed: {filed}, still in play: {left}')
    ),
    # --- votes
    "no-votes": Wording(
        N_('nobody voted on lot "{lot}"'), N_("for, against and abstentions: whole numbers, not all 0")
    ),
    "nothing-to-vote": Wording(N_('lot "{lot}" has no ranking to vote on'), remedy=N_("enter its ranks first")),
    "votes-on-another": Wording(
        N_('the ranking of lot "{lot}" that was voted on, {entry}, is no longer the one entered'),
        remedy=N_("vote again"),
    ),
    "too-many-votes": Wording(N_('{votes} votes on lot "{lot}", where {voters} seats may vote')),
    # --- decisions
    "already-decided": Wording(N_('the authority has decided on lot "{lot}": its ranking is no longer changed')),
    "decision-before-ranking": Wording(
        N_('lot "{lot}" has no ranking yet: the authority decides after it'), remedy=N_("enter its ranks, then vote")
    ),
    "decision-before-vote": Wording(
        N_('the ranking of lot "{lot}" is not voted yet: the authority decides after the vote')
    ),
    "awarded-twice": Wording(N_('dossier "{dossier}" is awarded something twice')),
    "empty-award": Wording(N_('dossier "{dossier}" is awarded neither a volume nor a sum')),
    "below-the-cent": Wording(N_("{found} euros is no sum in whole cents"), remedy=N_("give two decimals at most")),
    "above-lot-ceiling": Wording(
        N_('{awarded_euros} awarded in lot "{lot}", above its ceiling of {ceiling_euros}'), remedy=N_("award less")
    ),
    "above-linked-ceilings": Wording(
        N_(
            "{awarded_euros} awarded in lots {lots} together, which money moves between, above their ceilings of "
            "{ceiling_euros} in all"
        ),
        remedy=N_("award less"),
    ),
    "above-envelope": Wording(
        N_("{awarded_euros} awarded in all, above the envelope of {envelope_euros}"), remedy=N_("award less")
    ),
    "above-capacity": Wording(
        N_('{awarded} {unit} awarded in lot "{lot}", above its capacity of {capacity}'), remedy=N_("award less")
    ),
    "departs-from-ranking": Wording(
        N_('the decision on lot "{lot}" departs from the adopted ranking'), remedy=N_("give the reason in a few words")
    ),
}
