"""Our own few words (acts, offices, grounds, types) and how the fields of a fault are prepared before it is worded."""

from __future__ import annotations

from typing import Final

from commission.rules.fault import Fault
from commission.words.marker import N_

TERMS: Final[dict[str, dict[str, str]]] = {
    "kind": {
        "mark": N_("write a mark"),
        "declined": N_("give no opinion"),
        "word": N_("give this word"),
        "observation": N_("write an observation"),
        "hand-in": N_("hand in a sheet"),
        "reopen": N_("reopen a sheet"),
        "adopt": N_("adopt the grid, the rules and the session"),
        "open": N_("open the marks"),
        "close": N_("close scoring"),
        "admit": N_("admit late entries"),
        "recuse": N_("withdraw a member"),
        "refuse": N_("refuse a dossier before examination"),
        "withdraw": N_("note that an applicant withdraws"),
        "dossier": N_("refuse a dossier or note that it is withdrawn"),
        "break-tie": N_("put dossiers of one total in order"),
        "tie": N_("put dossiers of one total in order"),
        "settle": N_("say which entry stands"),
        "slip": N_("give a personal code"),
        "agree": N_("enter an agreed mark"),
        "agree-again": N_("replace an agreed mark"),
        "dossier-opinion": N_("give the commission's opinion on a dossier"),
        "unfavourable": N_("give an unfavourable opinion"),
        "ranking": N_("enter the ranks of a lot"),
        "no-ranking": N_("rank nobody"),
        "rank-again": N_("rank again after a vote"),
        "vote": N_("vote on a ranking"),
        "vote-again": N_("correct a vote"),
        "decide": N_("record the authority's decision"),
        "decide-again": N_("replace a decision"),
        "nobody-retained": N_("retain nobody"),
        "confirm": N_("confirm a requirement"),
        "ask-completion": N_("ask to complete a dossier"),
        "completed": N_("note what completes a dossier"),
        "fiche": N_("open a sheet"),
        "fill": N_("note a field of a sheet"),
        "condition": N_("state a condition"),
        "agreement": N_("note an agreement"),
        "delegation": N_("note what stands for a refused agreement"),
        "opinion": N_("note an opinion"),
        "visa": N_("give the visa"),
        "receive": N_("note that a piece is received"),
        "priority": N_("give a priority"),
        "wait": N_("put a sheet on the waiting list"),
        "out-of-zone": N_("allow somebody from another territory"),
        "over-capacity": N_("allow one beyond the places"),
        "admission": N_("admit a person"),
        "leave": N_("note that a person leaves"),
        "drop": N_("close a sheet without admission"),
    },
    "stage": {
        "no-sheet-yet": N_("no sheet yet"),
        "conditions": N_("conditions to be stated"),
        "opinions": N_("opinions to be given"),
        "stopped": N_("stopped by an unfavourable opinion"),
        "visa": N_("visa to be given"),
        "admission": N_("admission waits"),
        "ready": N_("nothing is lacking but the admission"),
        "dropped": N_("closed without admission"),
    },
    "ending": {
        "end": N_("end of the care"),
        "break": N_("break in the course"),
    },
    "who": {
        "desk": N_("the secretariat"),
        "presidency": N_("the presidency"),
        "member": N_("the member concerned"),
        "typed": N_("the secretariat, for a member"),
    },
    "ground": {
        "late": N_("received after the closing date"),
        "incomplete": N_("incomplete or irregular"),
        "foreign": N_("manifestly foreign to the object of the call"),
        "price-ceiling": N_("above the price ceiling of the call"),
        "requirement": N_("a requirement of the call is not met"),
        "other": N_("another ground"),
    },
    "opinion": {
        "favourable": N_("favourable"),
        "unfavourable": N_("unfavourable"),
    },
    "how_changed": {
        "revised": N_("changed"),
        "admitted": N_("admitted"),
        "settled": N_("settled"),
        "handed-in": N_("handed in after the opening"),
        "reopened": N_("reopened"),
    },
    "no_ranking": {
        "none-filed": N_("no dossier was filed"),
        "none-admissible": N_("no dossier was admissible"),
        "single": N_("one dossier only"),
        "none-fit": N_("no dossier was judged fit"),
        "not-adopted": N_("the ranking put to the vote was not adopted"),
        "other": N_("another ground"),
    },
    "outcome": {
        "refused": N_("refused before examination"),
        "withdrawn": N_("withdrawn by the applicant"),
        "blocked": N_("blocked: to be refused"),
        "to-refuse": N_("to be refused"),
        "may-refuse": N_("may be refused"),
        "to-complete": N_("to be completed"),
        "to-confirm": N_("to be confirmed"),
        "admissible": N_("admissible"),
        "unstated": N_("no requirement stated"),
    },
    "receipt": {
        "registered-letter": N_("by registered letter"),
        "by-hand": N_("by hand"),
        "e-mail": N_("by e-mail"),
        "platform": N_("on the platform"),
    },
    "verdict": {
        "met": N_("met"),
        "not-met": N_("not met"),
    },
    "found_type": {
        "boolean": N_("true or false"),
        "number": N_("a number"),
        "decimal": N_("a number"),
        "text": N_("a text between quotes"),
        "list": N_("a list"),
        "table": N_("a table"),
        "datetime": N_("a date with a time"),
        "date": N_("a date without a time"),
        "time": N_("a time without a date"),
    },
    "expected_type": {
        "boolean": N_("true or false"),
        "number": N_("a number"),
        "whole": N_("a whole number"),
        "text": N_("a text between quotes"),
        "list": N_("a list"),
        "table": N_("a table"),
        "date": N_("a date with a time, such as 2025-08-26T16:30:00"),
        "day": N_("a date alone, such as 2025-08-26"),
    },
    "field_kind": {
        "text": N_("a text between quotes"),
        "choice": N_("one of its values, between quotes"),
        "yes-no": N_("true (yes) or false (no)"),
        "date": N_("a date alone, such as 2025-08-26"),
    },
    "role": {
        "president": N_("president"),
        "co-president": N_("co-president"),
        "member": N_("member"),
    },
    "rule": {
        "rule-aggregation=mean": N_("Total: the sum over sub-criteria of the mean over the seats that count"),
        "rule-aggregation=median": N_("Total: the sum over sub-criteria of the median over the seats that count"),
        "rule-aggregation=trimmed-mean": N_("Total: the sum over sub-criteria of the trimmed mean over the seats"),
        "rule-aggregation=sum": N_("Total: the sum of the marks of all the seats that count"),
        "rule-aggregation=majority": N_("A line is a yes if more seats say yes than no"),
        "rule-aggregation=consensus": N_("On each line, one mark agreed on by the commission together"),
        "rule-aggregation=ranks": N_(
            "Total: the sum of the ranks that each member's own total gives; the least is best"
        ),
        "rule-aggregation=mean-criterion": N_("On each criterion, the mean over the members of their own figure"),
        "rule-aggregation=median-criterion": N_("On each criterion, the median over the members of their own figure"),
        "rule-aggregation=trimmed-mean-criterion": N_(
            "On each criterion, the trimmed mean of the members' own figures"
        ),
        "rule-aggregation=sum-criterion": N_("On each criterion, the sum of the members' own figures"),
        "rule-aggregation=mean-total": N_("Total: the mean of the members' own totals"),
        "rule-aggregation=median-total": N_("Total: the median of the members' own totals"),
        "rule-aggregation=trimmed-mean-total": N_("Total: the trimmed mean of the members' own totals"),
        "rule-aggregation=sum-total": N_("Total: the sum of the members' own totals"),
        "rule-combine=mean": N_("Total: the mean of the criteria"),
        "rule-combine=best": N_("Total: the best of the criteria"),
        "rule-combine=capped-sum": N_("Total: the sum of the criteria, capped"),
        "rule-combine=lexicographic": N_(
            "Criteria are compared one after the other, in their order; there is no total"
        ),
        "rule-criterion=mean": N_("the mean of its lines"),
        "rule-criterion=best": N_("the best of its lines"),
        "rule-criterion=capped-sum": N_("the sum of its lines, capped"),
        "rule-missing=block": N_("A missing mark blocks its dossier until the presidency closes scoring"),
        "rule-missing=agreed": N_("A line without its agreed mark leaves its dossier without a total"),
        "rule-ties=shared": N_("Equal totals share a rank (1, 2, 2, 4)"),
        "rule-method=opinions": N_("No points: the commission gives its opinions, enters ranks and votes on them"),
        "rule-method=ranks": N_("No points: the commission enters ranks and votes on them"),
        "rule-abstentions=against": N_(
            "Adopted by more votes for than against and abstentions together; no casting vote is counted"
        ),
        "rule-abstentions=not-counted": N_(
            "Adopted by more votes for than against, abstentions not counted; no casting vote is counted"
        ),
        "rule-selection=none": N_("No dossier is said to be in useful rank"),
        "rule-selection=envelope": N_("In useful rank: in the order of ranks, while the envelope holds"),
        "rule-fill=stop": N_("The first that does not fit ends the list"),
        "rule-fill=skip": N_("One that does not fit is passed over for the next that does"),
        "rule-fill=partial": N_("The first that does not fit gets what is left"),
        "rule-selection=capacity": N_("In useful rank: in the order of ranks, while the capacity holds"),
    },
    "tie_by": {
        "criterion": N_("the criterion"),
        "sub": N_("the sub-criterion"),
        "figure": N_("the figure"),
        "deposited-at": N_("the date of deposit"),
        "draw": N_("the public draw, seed"),
    },
    "round_stage": {
        "member": N_("for each member"),
        "sub": N_("for each sub-criterion"),
        "criterion": N_("for each criterion"),
        "total": N_("at the total"),
    },
    "coin": {
        "euro": N_("euro"),
        "cent": N_("cent"),
    },
    "shipped": {
        "grids": N_("the published grids"),
        "sessions": N_("the example session"),
    },
}
"""Group → word of ours → message. A fault's field that bears a group's name is worded through it."""


PRINT = 12
"""How many characters of a fingerprint are enough to compare two."""


def typed_names(fault: Fault) -> dict[str, object]:
    """The fields of a fault under the names its wording uses; ``key`` is the last key of its path."""
    fields: dict[str, object] = dict(fault.fields)
    names = [each for each in fault.where if isinstance(each, str)]
    fields.setdefault("key", names[-1] if names else "")
    if fault.code == "wrong-type":
        fields["expected_type"] = fields.pop("expected", "")
    if fault.code in {"not-one-of", "not-one-of-near"}:
        fields["expected"] = [
            each for each in str(fields.get("expected", "")).replace(" or ", ", ").split(", ") if each
        ]
    if fault.code == "field-value-kind":
        fields["field_kind"] = fields.pop("is_kind", "")
    if fault.code == "not-shipped":
        fields["shipped"] = fields.pop("kind", "")
    if fault.code in {"session-changed", "grid-changed"}:
        fields |= {name: f"{str(fields.get(name, ''))[:PRINT]}…" for name in ("adopted", "found")}
    if fault.code.startswith("rule-"):
        fields["rule"] = f"{fault.code}={fields.get('value', '')}"
    if fault.code == "rule-round":
        fields["round_stage"] = fields.pop("stage", "")
    if fault.code in {"tie-broken", "rule-tie", "rule-tie-lower", "rule-tie-later"}:
        fields["tie_by"] = fields.pop("by", "")
    if fault.code == "late-mark":
        fields["mark"] = fields.pop("value", "")
    if "topic" in fields:
        kind, _, target = str(fields["topic"]).partition(" ")
        fields |= {"kind": kind, "target": target}
    return fields
