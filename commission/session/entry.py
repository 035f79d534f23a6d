"""What happened, by whom, when: one entry is one line of a journal, and never changes once written.

The order of the fields below is the order of the keys in a line (``docs/journal.md``). Marks are strings, never JSON
numbers. An entry is named ``WRITER:n``; ``seen`` names the last act its writer knew, ``after`` what it follows.
"""

from __future__ import annotations

import msgspec

Heads = dict[str, tuple[int, str]]
"""For each journal file that had been seen: how many entries it had, and the SHA-256 of its last line."""


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of a journal file. ``grid`` is the fingerprint of the grid its writer saw."""

    format: int
    session: str
    actor: str
    writer: str
    grid: str


class Entry(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    gc=False,  # entries hold no circle, and a collector that walks a million of them costs more than the fold
):
    """What every entry says. ``at`` is a time with its offset; ``by`` who acted; ``for_`` for whom, when typed for another.

    ``prev`` is the SHA-256, in hexadecimal, of the line before with its newline.
    """

    n: int
    at: str
    by: str
    prev: str
    for_: str = msgspec.field(default="", name="for")
    seen: str = ""
    after: tuple[str, ...] = ()


class Mark(Entry, frozen=True, kw_only=True, tag="mark"):
    """A value for one cell: a decimal string, ``declined``, ``not-applicable`` or ``""`` (cleared).

    ``was`` names the marks it replaces; ``reason`` is required for ``declined`` and after the opening of marks.
    """

    dossier: str
    code: str
    value: str
    was: tuple[str, ...] = ()
    reason: str = ""


class Observation(Entry, frozen=True, kw_only=True, tag="observation"):
    """A remark on one cell; an empty ``text`` removes it. ``was`` names the remarks it replaces."""

    dossier: str
    code: str
    text: str
    was: tuple[str, ...] = ()


class HandIn(Entry, frozen=True, kw_only=True, tag="hand-in"):
    """« Remettre ma fiche »: closes a sheet. ``sheet`` is the SHA-256 of ``nonce`` and the sheet's cells."""

    dossier: str
    sheet: str
    nonce: str
    heads: Heads = {}


class Reopen(Entry, frozen=True, kw_only=True, tag="reopen"):
    """A handed-in sheet is open again: by its member before marks are opened, by the presidency after, with a reason."""

    dossier: str
    reason: str = ""


class Adopt(Entry, frozen=True, kw_only=True, tag="adopt"):
    """The commission adopts its session and grid files: their SHA-256. A later one needs a reason (files changed).

    ``touched`` names the marks that have no effect under these files, those of blind lots only where their cell is gone.
    """

    session: str
    grid: str
    reason: str = ""
    heads: Heads = {}
    touched: tuple[str, ...] = ()


class Open(Entry, frozen=True, kw_only=True, tag="open"):
    """Opening of marks (mise en commun des notes) of a lot. ``missing`` lists ``member/dossier`` not handed in."""

    lot: str
    heads: Heads
    missing: tuple[str, ...] = ()


class Close(Entry, frozen=True, kw_only=True, tag="close"):
    """Scoring of a lot is closed: a mark still missing takes its seat out of that sub-criterion for the whole lot."""

    lot: str
    reason: str


class Admit(Entry, frozen=True, kw_only=True, tag="admit"):
    """Late entries are admitted, by name, with a reason."""

    entries: tuple[str, ...]
    reason: str


class Recuse(Entry, frozen=True, kw_only=True, tag="recuse"):
    """Déport: ``member`` leaves ``lot`` (``"*"``: the whole call). Art. R. 313-2-5 CASF for calls under that regime."""

    member: str
    lot: str
    reason: str


class Refuse(Entry, frozen=True, kw_only=True, tag="refuse"):
    """Refusal before examination of a dossier, on a ground of ``rules.asked.GROUNDS``, with its reason."""

    dossier: str
    ground: str
    reason: str


class Withdraw(Entry, frozen=True, kw_only=True, tag="withdraw"):
    """The applicant withdraws a dossier."""

    dossier: str
    reason: str


class Settle(Entry, frozen=True, kw_only=True, tag="settle"):
    """Two entries contradict each other: ``entries`` names them, ``holds`` the one that stands."""

    entries: tuple[str, ...]
    holds: str
    reason: str


class Slip(Entry, frozen=True, kw_only=True, tag="slip"):
    """A personal code for a member's screen: ``code`` is its scrypt hash. It tells who sits there, it hides no file."""

    member: str
    code: str


class Opinion(Entry, frozen=True, kw_only=True, tag="opinion"):
    """The commission's opinion on a dossier: ``favourable``, or ``unfavourable`` with its reason. The last one stands."""

    dossier: str
    opinion: str
    reason: str = ""


class Ranking(Entry, frozen=True, kw_only=True, tag="ranking"):
    """The commission's ranks for a lot, or none. It binds nobody before it is voted; a later one replaces it.

    ``order`` gives the dossiers rank by rank, those that share one together; ``reasons`` a sentence for each dossier in
    play, ranked or not. Without ranks, ``ground`` is one of ``NO_RANKING`` and ``reason`` says why.
    """

    lot: str
    order: tuple[tuple[str, ...], ...] = ()
    reasons: dict[str, str] = {}
    ground: str = ""
    reason: str = ""


class Vote(Entry, frozen=True, kw_only=True, tag="vote"):
    """The commission votes on the ranking of a lot, named by its entry: how many for it, against it, abstaining."""

    lot: str
    ranking: str
    favour: int
    against: int
    abstentions: int
    reason: str = ""
    heads: Heads = {}


class Award(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the authority gives a dossier: an exact sum in euros, a volume in the call's unit; ``""`` for none."""

    dossier: str
    volume: str
    amount: str


class Decide(Entry, frozen=True, kw_only=True, tag="decide"):
    """The authority's decision on a lot, as it was told: whom it retains. ``reason`` where it departs from the ranking.

    ``reference`` is how the decision is cited. A later one, with a reason, replaces it.
    """

    lot: str
    awards: tuple[Award, ...] = ()
    reference: str = ""
    reason: str = ""


AnyEntry = (
    Mark
    | Observation
    | HandIn
    | Reopen
    | Adopt
    | Open
    | Close
    | Admit
    | Recuse
    | Refuse
    | Withdraw
    | Settle
    | Slip
    | Opinion
    | Ranking
    | Vote
    | Decide
)
ACTS = (Adopt, Open, Close, Admit, Recuse, Refuse, Withdraw, Settle, Slip, Opinion, Ranking, Vote, Decide)
"""Entries that everybody may know, ordered among themselves by ``after``."""


OPINIONS = ("favourable", "unfavourable")
"""What an opinion may be."""

NO_RANKING = ("none-filed", "none-admissible", "single", "none-fit", "not-adopted", "other")
"""Grounds of « aucun classement ». The first two are facts of the lot and need no vote."""


class Journal(msgspec.Struct):
    """One journal file as read: ``entries`` up to the first break, ``head`` the SHA-256 of its last sound line.

    ``name`` is the file's path inside the session, for messages; the header says who wrote. ``size`` is the number of
    bytes that were sound and complete.
    """

    name: str
    header: Header
    entries: list[AnyEntry]
    head: str
    size: int = 0

    @property
    def writer(self) -> str:
        """The writer's name, unique in the session."""
        return self.header.writer

    def hash_at(self, number: int) -> str:
        """The SHA-256 of the line of entry ``number`` (0 is the header); empty if there is none."""
        if number == len(self.entries):
            return self.head
        return self.entries[number].prev if 0 <= number < len(self.entries) else ""
