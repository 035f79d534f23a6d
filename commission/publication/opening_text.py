"""What is said around a ranking of the marks as they were opened: which opening, and where today's ranking differs."""

from __future__ import annotations

from collections.abc import Sequence

from commission.publication.cells import wrapped
from commission.publication.debate_text import opening_text, rank_text
from commission.result.ranking import LotRanking
from commission.session.snapshot import snapshot
from commission.session.state import State
from commission.words import Words


def heading_lines(then: State, rankings: Sequence[LotRanking], words: Words) -> list[str]:
    """That this is no ranking of today, and by which opening of each lot it goes."""
    lines = wrapped(words.say("RANKING OF THE MARKS AS THEY WERE OPENED, not the ranking of today."))
    lines += wrapped(
        words.say(
            "Withdrawals, refusals, closing and files are those of today; what was decided since on results is left out."
        )
    )
    for each in rankings:
        if opened := snapshot(then, each.lot.code):
            lines += wrapped(opening_text(opened, words), first="  - ", then="    ")
    return lines


def since_lines(then: State, now: Sequence[LotRanking], before: Sequence[LotRanking], words: Words) -> list[str]:
    """Each dossier whose rank or total is another today; or that none is."""
    places = then.definition.rules.display_places
    lines = ["", words.say("From the opening to today:")]
    told = False
    for ranking, was in zip(now, before, strict=True):
        for dossier in then.definition.dossiers_of(ranking.lot.code):
            old, new = was.ranked(dossier.code), ranking.ranked(dossier.code)
            if (old and (old.place, old.tied, old.total)) == (new and (new.place, new.tied, new.total)):
                continue
            told = True
            sides = {"before": rank_text(old, words, places), "after": rank_text(new, words, places)}
            text = words.say("{dossier}: {before} → {after}", dossier=dossier.code, **sides)
            lines += wrapped(text, first="  - ", then="    ")
    return lines if told else [*lines, "  " + words.say("no rank and no total changed")]
