"""Why a dossier meets a requirement or not, one sentence for each thing that was looked at."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

FITNESS: Final[dict[str, Wording]] = {
    # --- of a refusal
    "refusal-law": Wording(N_("Ground of article R. 313-6 of the code of social action, {item}")),
    "refusal-call": Wording(N_("Ground of the call itself, as published")),
    "refusal-setting": Wording(N_("Ground that is a setting of the session, not published by the call")),
    "refusal-requirements": Wording(N_("Requirement not met: {titles}")),
    "refusal-decided": Wording(N_("Decided by: {authorities}")),
    # --- of a requirement
    "fit-no-receipt": Wording(N_("The date of receipt is not recorded")),
    "fit-in-time": Wording(N_("Received on {received}; closing: {closes}")),
    "fit-at-closing": Wording(N_("Received at the very instant of the closing, {closes}: still in time")),
    "fit-at-closing-late": Wording(N_("Received at the very instant of the closing, {closes}: too late")),
    "fit-same-minute": Wording(
        N_("Received within the last minute, {received}: the document does not say whether that is in time")
    ),
    "fit-late": Wording(N_("Received on {received}, after the closing: {closes}")),
    "fit-no-figure": Wording(N_("{name}: not declared")),
    "fit-at-most": Wording(N_("{name}: {value} {unit}, {bound} {unit} at most")),
    "fit-above": Wording(N_("{name}: {value} {unit}, above the {bound} {unit} that are the most")),
    "fit-at-least": Wording(N_("{name}: {value} {unit}, {bound} {unit} at least")),
    "fit-below": Wording(N_("{name}: {value} {unit}, below the {bound} {unit} that are the least")),
    "fit-pieces": Wording(N_("Pieces handed in: {count} out of {count}")),
    "fit-pieces-missing": Wording(N_("Pieces not handed in, {missing_count} out of {count}: {pieces}")),
    "fit-completed": Wording(N_("Completed on {received}: {pieces}")),
    "fit-completed-late": Wording(N_("Came in on {received}, after the limit: {pieces}")),
    "fit-asked": Wording(N_("Asked on {sent} to complete, until {until}")),
    "fit-no-field": Wording(N_("{name}: not declared")),
    "fit-one-of": Wording(N_("{name}: {declared}")),
    "fit-none-of": Wording(N_("{name}: {declared}, which is not admitted")),
    "fit-date": Wording(N_("{name}: {declared}")),
    "fit-date-out": Wording(N_("{name}: {declared}, which is outside the range")),
    "fit-statement": Wording(N_("For the secretariat to look at")),
    "fit-declared": Wording(N_("{name}: declared so by the applicant")),
    "fit-declared-not": Wording(N_("{name}: declared not to be so by the applicant")),
    "fit-confirmed": Wording(N_("Met, confirmed by {who}: {reason}")),
    "fit-before": Wording(N_("Met, confirmed at the stage before")),
    "fit-before-not": Wording(N_("Not met, as confirmed at the stage before")),
    "fit-confirmed-bare": Wording(N_("Met, confirmed by {who}")),
    "fit-confirmed-not": Wording(N_("Not met, confirmed by {who}: {reason}")),
}
