"""The entries of deliberation: an agreed mark, an opinion, the ranks, the vote, the decision. See ``entry``."""

from __future__ import annotations

import msgspec

from commission.session.entry_base import Entry

OPINIONS = ("favourable", "unfavourable")
"""What an opinion may be."""

NO_RANKING = ("none-filed", "none-admissible", "single", "none-fit", "not-adopted", "other")
"""Grounds of « aucun classement ». The first two are facts of the lot and need no vote."""


class Agree(Entry, frozen=True, kw_only=True, tag="agree"):
    """The one mark that the commission agrees on for a line of a dossier, once marks are opened: a journal value.

    The members' own marks do not count beside it. A later one replaces it, with a ``reason``; so does a word need one
    whose line says so.
    """

    dossier: str
    code: str
    value: str
    reason: str = ""


class Opinion(Entry, frozen=True, kw_only=True, tag="dossier-opinion"):
    """The commission's opinion on a dossier: ``favourable``, or ``unfavourable`` with its reason. The last one stands."""

    dossier: str
    opinion: str
    reason: str = ""


class Ranking(Entry, frozen=True, kw_only=True, tag="ranking"):
    """The commission's ranks for a lot, or none. It binds nobody before it is voted; a later one replaces it.

    ``order`` gives the dossiers rank by rank, those that share one together; ``reasons`` a sentence for each dossier in
    play, ranked or not. Without ranks, ``ground`` is one of ``NO_RANKING`` and ``reason`` says why. ``proposed`` is the
    computed ranking that the writer knew, where there was one: then only a dossier that leaves it needs its sentence.
    """

    lot: str
    order: tuple[tuple[str, ...], ...] = ()
    reasons: dict[str, str] = msgspec.field(default_factory=dict)
    ground: str = ""
    reason: str = ""
    proposed: tuple[tuple[str, ...], ...] = ()


class Vote(Entry, frozen=True, kw_only=True, tag="vote"):
    """The commission votes on the ranking of a lot, named by its entry: how many for it, against it, abstaining."""

    lot: str
    ranking: str
    favour: int
    against: int
    abstentions: int
    reason: str = ""
    heads: dict[str, tuple[int, str]] = msgspec.field(default_factory=dict)


class Award(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the authority gives a dossier: an exact sum in euros, a volume in the call's unit; ``""`` for none."""

    dossier: str
    volume: str
    amount: str


class Decide(Entry, frozen=True, kw_only=True, tag="decide"):
    """The authority's decision on a lot, as it was told: whom it retains. ``reason`` where it departs from the ranking.

    ``reference`` is how the decision is cited. A later one, with a reason, replaces it. ``passed`` are the dossiers that the
    rules of selection pass over, as the writer knew them: to follow the rules is then no departure.
    """

    lot: str
    awards: tuple[Award, ...] = ()
    reference: str = ""
    reason: str = ""
    passed: tuple[str, ...] = ()
