"""Small sessions for tests, built as the program builds them: real entries, chained, folded. Reads like the story told.

``a_session(...)`` gives a definition; ``Table`` plays acts on it in memory, each through the one table of acts;
``journal(...)`` makes one journal file's value by hand, for what no face would ever write.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import msgspec

from commission.live.proposal import proposed_for
from commission.rules.grid import Call, Criterion, Figure, Lot, SubCriterion
from commission.rules.ranking_rules import Rules
from commission.session import acts, entry
from commission.session.access import DESK, Viewer, may_read, viewer
from commission.session.definition import WHOLE_CALL, Definition, Dossier, Member
from commission.session.entry import AnyEntry, Header, Journal
from commission.session.fold import fold
from commission.session.sheets import advance
from commission.session.state import Named, State

GRID = {"A": {"A1": "1", "A2": "7"}, "B": {"B1": "10"}}
"""A grid of three lines, 18 points."""

SESSION_PRINT = "5" * 64
GRID_PRINT = "6" * 64
AT = "2025-10-06T14:00:00+02:00"


def a_call(
    grid: Mapping[str, Mapping[str, str]] = GRID,
    lots: Sequence[Lot] = (),
    figures: Sequence[str] = ("mesures",),
    **more: Any,
) -> Call:
    """A call with this grid: ``{"A": {"A1": "7", …}, …}``, maxima as written."""
    criteria = []
    for code, lines in grid.items():
        subs = tuple(SubCriterion(each, f"Ligne {each}", Fraction(maximum), code) for each, maximum in lines.items())
        criteria.append(Criterion(code, f"Critère {code}", sum((sub.max for sub in subs), Fraction(0)), subs))
    known = {"code": "essai", "title": "Appel d'essai", "kind": "", "regime": "", "source": "", "zone": "Europe/Paris"}
    call = {**known, "criteria": tuple(criteria), "lots": tuple(lots), **more}
    return Call(**call, figures=tuple(Figure(each, each.capitalize(), each) for each in figures))


def a_lot(code: str, capacity: int | None = None, figure: str = "mesures") -> Lot:
    """A lot, with a capacity counted in a figure of the dossiers."""
    return Lot(code, f"Lot {code}", None if capacity is None else Fraction(capacity), figure, figure)


def a_member(code: str, role: str = "member", votes: bool = True, name: str = "") -> Member:
    """A member, of the voix délibérative unless said otherwise."""
    return Member(code, name or code.capitalize(), role, votes, code, "")


def a_dossier(code: str, lot: str = WHOLE_CALL, applicant: str = "", title: str = "", **figures: int | str) -> Dossier:
    """A dossier and its declared figures."""
    exact = {name: Fraction(value) for name, value in figures.items()}
    return Dossier(code, applicant or f"Association {code}", title or f"Projet {code}", lot, None, exact)


def a_session(
    members: Iterable[Member | str] = ("ana", "bob", "cyr"),
    dossiers: Iterable[Dossier | str] = ("d1", "d2"),
    call: Call | None = None,
    *,
    step: str | None = "1/2",
    selection: str = "none",
    **more: Any,
) -> Definition:
    """A session of these members (codes or values) on these dossiers, not yet adopted.

    A member given as a code votes; ``"eve?"`` has only a consultative voice, ``"pre!"`` presides.
    """
    sitting = [each if isinstance(each, Member) else _member(each) for each in members]
    filed = [each if isinstance(each, Dossier) else a_dossier(each) for each in dossiers]
    known = {"id": "essai-1", "title": "Commission d'essai", "language": "fr", "zone": "Europe/Paris"}
    rules = Rules(Fraction(step) if step else None, selection=selection)
    prints = {"session_print": SESSION_PRINT, "grid_print": GRID_PRINT}
    fields: dict[str, Any] = {**known, **prints, **more}
    return Definition(call=call or a_call(), rules=rules, members=tuple(sitting), dossiers=tuple(filed), **fields)


def _member(code: str) -> Member:
    role = "president" if code.endswith("!") else "member"
    return a_member(code.rstrip("!?"), role, votes=not code.endswith("?"))


def line(value: Header | AnyEntry) -> bytes:
    """The one spelling of an entry or header in a journal, with its newline."""
    text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def writer_of(actor: str) -> str:
    """The writer's name that ``journal`` and ``Table`` give an actor: eight hexadecimal digits, always the same."""
    return hashlib.sha256(actor.encode()).hexdigest()[:8]


ADOPTION = f"{writer_of(DESK)}:1"
"""The name of the first entry of the desk's journal, where every small session is adopted."""


def journal(
    actor: str, *entries: AnyEntry, writer: str = "", session: str = "essai-1", grid: str = GRID_PRINT
) -> Journal:
    """One journal file holding these entries, numbered and chained; ``by``, ``at`` and ``seen`` filled where empty."""
    header = Header(1, session, actor, writer or writer_of(actor), grid)
    previous = line(header)
    size, chained = len(previous), []
    for number, each in enumerate(entries, 1):
        filled = msgspec.structs.replace(
            each,
            n=number,
            at=each.at or AT,
            by=each.by or actor,
            seen=each.seen or ("" if isinstance(each, entry.Adopt) else ADOPTION),
            prev=hashlib.sha256(previous).hexdigest(),
        )
        previous = line(filled)
        size += len(previous)
        chained.append(filled)
    name = f"journal/{actor}/{header.writer}.jsonl"
    return Journal(name, header, chained, hashlib.sha256(previous).hexdigest(), size)


def mark(dossier: str, code: str, value: str, **more: Any) -> entry.Mark:
    """A mark, to be chained by ``journal``; ``declined`` gets a reason."""
    reason = {"reason": "parce que"} if value == "declined" else {}
    return entry.Mark(n=0, at="", by="", prev="", dossier=dossier, code=code, value=value, **{**reason, **more})


def hand_in(dossier: str, **more: Any) -> entry.HandIn:
    """A hand-in, to be chained by ``journal``."""
    return entry.HandIn(n=0, at="", by="", prev="", dossier=dossier, sheet="", nonce="", **more)


def adopt(**more: Any) -> entry.Adopt:
    """The adoption of the two files of ``a_session``, to be chained by ``journal``."""
    return entry.Adopt(n=0, at="", by="", prev="", session=SESSION_PRINT, grid=GRID_PRINT, **more)


def adoption() -> Journal:
    """The desk's journal with the adoption alone."""
    return journal(DESK, adopt())


class Table:
    """A session played in memory: who acts, what they do; every act goes through ``session.acts`` and is folded.

    ``table = Table(a_session()); table.adopt(); table.sheet("ana", "d1", A1="1", A2="6.5"); table.open("*")``.
    """

    TODAY = AT[:10]
    """The day on which everybody acts."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self._entries: dict[str, list[AnyEntry]] = {}
        self._state: State | None = None

    @property
    def journals(self) -> list[Journal]:
        """Every journal so far, one file an actor."""
        session, grid = self.definition.id, self.definition.grid_print
        return [journal(actor, *entries, session=session, grid=grid) for actor, entries in self._entries.items()]

    @property
    def state(self) -> State:
        """What all journals add up to."""
        if self._state is None:
            self._state = fold(self.definition, self.journals)
        return self._state

    def act(self, who: str | Viewer, kind: str, **fields: str) -> str:
        """Act as this viewer (a member's code, ``"desk"``, or ``"CODE@desk"`` for who presides); the entry's name."""
        code, _, at_desk = who.partition("@") if isinstance(who, str) else ("", "", "")
        acting = viewer(self.definition, code, desk=bool(at_desk)) if isinstance(who, str) else who
        seen = [each for each in self.journals if may_read(acting, each.header.actor)] if kind in HEADED else []
        heads = {each.writer: (len(each.entries), each.head) for each in seen}
        known = acts.Known(heads, "n" * 16, self.TODAY, proposed_for(self.state, kind, fields))
        draft = acts.propose(self.state, acting, kind, fields, known)
        entries = self._entries.setdefault(draft.actor, [])
        entries.append(draft.kind(n=len(entries) + 1, at=AT, prev="", **draft.fields))
        named = Named(f"{writer_of(draft.actor)}:{len(entries)}", draft.actor, entries[-1])
        if not advance(self.state, named):
            self._state = None
        return named.name

    def adopt(self) -> Table:
        """The desk adopts both files."""
        self.act(DESK, "adopt")
        return self

    def marks(self, member: str, dossier: str, **values: str) -> Table:
        """A member writes these marks (A1="6.5"; "declined" gets a reason), without handing in."""
        for code, value in values.items():
            reason = {"reason": "parce que"} if value == "declined" else {}
            self.act(member, "mark", dossier=dossier, code=code, value=value, **reason)
        return self

    def sheet(self, member: str, dossier: str, **values: str) -> Table:
        """A member writes these marks and hands the sheet in."""
        self.marks(member, dossier, **values)
        self.act(member, "hand-in", dossier=dossier)
        return self

    def open(self, lot: str = WHOLE_CALL) -> Table:
        """The desk opens the marks of a lot."""
        self.act(DESK, "open", lot=lot)
        return self


HEADED = frozenset({"adopt", "open", "hand-in", "vote"})
"""The acts that record the heads of what their writer had seen."""
