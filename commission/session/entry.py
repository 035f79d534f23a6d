"""What happened, by whom, when: one entry is one line of a journal, and never changes once written.

The order of the fields below is the order of the keys in a line (``docs/journal.md``). Marks are strings, never JSON
numbers. An entry is named ``WRITER:n``; ``seen`` names the last act its writer knew, ``after`` what it follows.
"""

# Annotations are not kept as text here: every command reads them, and would have to compile each first (1 ms).

import msgspec

from commission.session import circuit_entry as circuit
from commission.session.entry_admissibility import AskCompletion, Completed, Confirm
from commission.session.entry_base import Entry, Heads
from commission.session.entry_deliberation import Agree, Award, Decide, Opinion, Ranking, Vote

# What stands in other files, beside all that stands here.
__all__ = [
    "Agree",
    "AskCompletion",
    "Award",
    "Completed",
    "Confirm",
    "Decide",
    "Entry",
    "Heads",
    "Opinion",
    "Ranking",
    "Vote",
]


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of a journal file. ``grid`` is the fingerprint of the grid its writer saw."""

    format: int
    session: str
    actor: str
    writer: str
    grid: str


class Mark(Entry, frozen=True, kw_only=True, tag="mark"):
    """A value for one cell: a decimal string, a word of the line, ``declined``, ``not-applicable`` or ``""`` (cleared).

    ``was`` names the marks it replaces; ``reason`` is required for ``declined``, for the words whose line says so, and
    after the opening of marks.
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
    """« Remettre ma fiche »: closes a sheet. ``sheet`` is the SHA-256 of ``nonce`` and the sheet's cells; an office, whose
    journals everybody reads, says neither.
    """

    dossier: str
    sheet: str = ""
    nonce: str = ""
    heads: Heads = msgspec.field(default_factory=dict)


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
    heads: Heads = msgspec.field(default_factory=dict)
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
    """Refusal before examination of a dossier, on a ground of ``rules.asked.GROUNDS``, with its reason.

    ``requirements`` names those of the call that were not met, ``decided_by`` the authorities that decided: all of
    them, where the call has several. Both are empty in entries written before they were asked for.
    """

    dossier: str
    ground: str
    reason: str
    requirements: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()


class Withdraw(Entry, frozen=True, kw_only=True, tag="withdraw"):
    """The applicant withdraws a dossier."""

    dossier: str
    reason: str


class BreakTie(Entry, frozen=True, kw_only=True, tag="break-tie"):
    """The commission's vote puts dossiers of one total in an order, best first, with its reason."""

    lot: str
    order: tuple[str, ...]
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


ScoringEntry = (
    Mark | Observation | HandIn | Reopen
    | Adopt | Open | Close | Admit | Recuse | Refuse | Withdraw | BreakTie | Settle | Slip
    | Confirm | AskCompletion | Completed | Agree | Opinion | Ranking | Vote | Decide
)  # fmt: skip
"""What may stand in the journals of a session that ranks dossiers."""
AnyEntry = ScoringEntry | circuit.CircuitEntry
SCORING = (
    *(Adopt, Open, Close, Admit, Recuse, Refuse, Withdraw, BreakTie, Settle, Slip),
    *(Confirm, AskCompletion, Completed),
    *(Agree, Opinion, Ranking, Vote, Decide),
)
"""The acts of a session that ranks dossiers."""
ACTS = (*SCORING, *circuit.CIRCUIT)
"""Entries that everybody may know, ordered among themselves by ``after``."""


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
