"""The entries that say whether a dossier may be scored: confirmed, asked to complete, completed. See ``entry``."""

from __future__ import annotations

from commission.session.entry_base import Entry

MET, NOT_MET = "met", "not-met"
VERDICTS = (MET, NOT_MET)
"""What may be confirmed of a requirement."""


class Confirm(Entry, frozen=True, kw_only=True, tag="confirm"):
    """The secretariat confirms that a dossier meets a requirement or not: a ``verdict`` of ``VERDICTS``, with its reason."""

    dossier: str
    requirement: str
    verdict: str
    reason: str = ""


class AskCompletion(Entry, frozen=True, kw_only=True, tag="ask-completion"):
    """An applicant is asked to complete a dossier: the missing ``pieces``, for these ``requirements``.

    ``sent`` is the day the request left, ``until`` the last day on which the answer is in time, ``days`` later.
    """

    dossier: str
    pieces: tuple[str, ...]
    requirements: tuple[str, ...]
    sent: str
    days: int
    until: str
    reason: str = ""


class Completed(Entry, frozen=True, kw_only=True, tag="completed"):
    """A dossier was completed: the ``pieces`` that came in on the day ``received``."""

    dossier: str
    pieces: tuple[str, ...]
    received: str
    reason: str = ""
