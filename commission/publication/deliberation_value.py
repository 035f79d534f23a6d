"""What the commission and the authority said of a lot, for another program: exact sums as text, keys that never move."""

from __future__ import annotations

from typing import Any

from commission.publication.plain import said
from commission.result.deliberated import Adopted, Decision, Deliberated, Left, Placed, Requested
from commission.rules.number import exact_text
from commission.rules.text import one_line
from commission.session.definition import Dossier
from commission.words import Words


def deliberation_value(found: Deliberated, words: Words) -> dict[str, Any]:
    """``method``, ``filed`` (forms, links), ``requests``, ``opinions``; ``adopted`` and ``decision``, null where none is."""
    return {
        "method": found.method,
        "filed": [
            {"dossier": each.dossier.code, "form": each.dossier.form, "linked": list(each.linked)}
            for each in found.filed
        ],
        "requests": [_request(each, words) for each in found.requests],
        "opinions": [
            {
                **dossier_value(dossier),
                "opinion": opinion.opinion if opinion else None,
                "reason": one_line(opinion.reason) if opinion else "",
            }
            for dossier, opinion in found.opinions
        ],
        "adopted": _adopted(found.adopted) if found.adopted else None,
        "decision": _decision(found.decision) if found.decision else None,
    }


def entered_ranks(found: Deliberated) -> list[dict[str, Any]]:
    """The ranks the commission entered, in the shape of a ranking: ``total`` is null where nothing is scored."""
    places = found.adopted.places if found.adopted else ()
    return [
        {
            "place": each.place,
            "tied": each.tied,
            **dossier_value(each.dossier),
            "total": None,
            "reason": one_line(each.reason),
        }
        for each in places
    ]


def dossier_value(dossier: Dossier) -> dict[str, str]:
    """Which dossier, whose, and what it is called."""
    return {"dossier": dossier.code, "applicant": one_line(dossier.applicant), "title": one_line(dossier.title)}


def _request(each: Requested, words: Words) -> dict[str, Any]:
    sums = {"declared": each.asked.declared, "computed": each.asked.computed, "difference": each.asked.difference}
    return {
        "dossier": each.dossier.code,
        **{name: None if value is None else exact_text(value) for name, value in sums.items()},
        "lacking": list(each.asked.lacking),
        "notes": [said(note, words) for note in each.notes],
    }


def _adopted(adopted: Adopted) -> dict[str, Any]:
    vote = adopted.vote
    return {
        "entry": adopted.entry,
        "stands": adopted.stands,
        "follows_proposal": adopted.follows,
        "places": [
            {
                "place": x.place,
                "tied": x.tied,
                "dossier": x.dossier.code,
                "reason": one_line(x.reason),
                **_move(adopted, x),
            }
            for x in adopted.places
        ],
        "left_out": [
            {"dossier": each.dossier.code, "reason": one_line(each.reason), **_move(adopted, each)}
            for each in adopted.left
        ],
        "ground": adopted.ground or None,
        "reason": one_line(adopted.reason),
        "vote": vote
        and {
            "favour": vote.favour,
            "against": vote.against,
            "abstentions": vote.abstentions,
            "voters": adopted.voters,
            "abstentions_count": adopted.abstentions,
        },
    }


def _move(adopted: Adopted, each: Placed | Left) -> dict[str, Any]:
    """The rank that was proposed, null for none; no key where the ranks were not compared with a proposal."""
    return {} if adopted.follows is None else {"proposed": each.proposed}


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "reference": one_line(decision.reference),
        "awards": [
            {
                **dossier_value(each.dossier),
                "volume": None if each.volume is None else exact_text(each.volume),
                "amount": None if each.amount is None else exact_text(each.amount),
            }
            for each in decision.awards
        ],
        "amount": exact_text(decision.amount),
        "departs": decision.departs,
        "reason": one_line(decision.reason),
    }
