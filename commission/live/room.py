"""An open session: every face reads its state and acts through it, and nothing else writes.

Order of a mark: ``session`` says whether it is allowed, one thread appends and fsyncs, the state moves on by one entry,
and only then the face is told. The same thread looks once a second for what others wrote.

What only writing needs is loaded when something is written: a command that reads, a ranking above all, starts sooner.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from commission.files.journals import Reader
from commission.live.moment import Clock, Names, random_names, stamp, system_clock
from commission.live.proposal import passed_for, proposed_for
from commission.live.written import Written
from commission.rules.fault import Fault, Refused, fault
from commission.session import access
from commission.session.access import Viewer
from commission.session.circuit_entry import KINDS
from commission.session.definition import Definition, Dossier
from commission.session.entry import Header, Journal, Mark, Observation
from commission.session.fold import fold
from commission.session.sheets import advance
from commission.session.state import Cell, Named, State

if TYPE_CHECKING:
    import queue

    from commission.files import drafts
    from commission.files.writer import Writer
    from commission.session.act_draft import Draft, Known

KNOWING = (
    frozenset({"adopt", "open", "close", "admit", "settle", "hand-in", "dossier-opinion", "ranking", "vote", "decide"})
    | KINDS
)
"""Acts that must know the latest of every file this viewer reads before they are written."""

FIRST_PAUSE = 0.3
"""Seconds without an act after which what the first one needs is loaded: never while a first screen is being drawn."""


class Receipt(msgspec.Struct, frozen=True):
    """What became of a submitted act: the entry that is on disk, or why there is none."""

    kind: str
    fields: Mapping[str, str]
    named: Named | None
    refused: Refused | None


class Room:
    """One open session for one viewer. Open it with ``Room.open``; close it, or leave a ``with`` block, to drain it."""

    def __init__(self, folder: Path, viewer: Viewer, written: Written, clock: Clock, names: Names) -> None:
        self.folder, self.viewer, self._written = folder, viewer, written
        self._clock, self._names = clock, names
        self._reader = Reader(folder, lambda actor: access.may_read(viewer, actor), session=written.definition.id)
        self.state: State = fold(written.definition, self._reader.read())
        self._writers: dict[str, Writer] = {}
        self._lock = threading.RLock()
        self._jobs: queue.Queue[Callable[[], None] | None] | None = None
        self._thread: threading.Thread | None = None
        self._changed: Callable[[], object] | None = None
        self._every = 1.0
        self._pending = 0

    @classmethod
    def open(
        cls,
        folder: Path,
        who: str = access.DESK,
        *,
        desk: bool = False,
        clock: Clock = system_clock,
        names: Names = random_names,
    ) -> Room:
        """The session in ``folder`` for the viewer ``who``; ``desk`` where a presiding member works at the desk.

        Raises Refused: files that cannot be read or are wrong, an unknown member, one who does not preside.
        """
        offices = Reader(folder, lambda actor: actor in {access.DESK, access.PRESIDENCY}).read()
        written = Written(folder, offices)
        return cls(folder, access.viewer(written.definition, who, desk=desk), written, clock, names)

    def __enter__(self) -> Room:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def definition(self) -> Definition:
        """Who sits, which dossiers, which rules."""
        return self.state.definition

    @property
    def faults(self) -> list[Fault]:
        """What is wrong in the files this viewer may read: written files, journals, then what changed since its adoption."""
        return [*self._written.faults, *self._reader.faults, *self.state.file_changed()]

    @property
    def journals(self) -> list[Journal]:
        """The journals that this viewer may read, by writer."""
        return self._reader.journals

    @property
    def pending(self) -> int:
        """How many submitted acts are not on disk yet."""
        return self._pending

    def check(self, kind: str, **fields: str) -> Draft:
        """What this act would write, writing nothing. Raises Refused."""
        from commission.session.act_draft import Known
        from commission.session.acts import propose

        known = Known(proposed=proposed_for(self.state, kind, fields), passed=passed_for(self.state, kind, fields))
        return propose(self.state, self.viewer, kind, fields, known)

    def act(self, kind: str, **fields: str) -> Named:
        """Write this act now: when it returns, the line is on disk and the state has moved on. Raises Refused."""
        from commission.session.acts import propose

        with self._lock:
            if kind in KNOWING:
                self._look()
            known = _known(kind, self.viewer, fields.get("for", ""), self._reader.journals, self._names)
            at = stamp(self._clock(), self.definition.zone)
            known = replace(known, today=at[:10], proposed=proposed_for(self.state, kind, fields))
            known = replace(known, passed=passed_for(self.state, kind, fields))
            draft = propose(self.state, self.viewer, kind, fields, known)
            writer = self._writer(draft.actor)
            if kind == "break-tie":
                from commission.live.ties import refuse_idle_vote  # few sessions vote on a tie

                refuse_idle_vote(self.state, draft)
            try:
                entry = writer.append(draft, at)
            except Refused:
                self._look()  # a line that the disk did not confirm may be there
                raise
            named = Named(f"{writer.name}:{entry.n}", draft.actor, entry)
            if writer.journal and writer.path and writer.stamp:
                self._reader.wrote(writer.path, writer.journal, writer.stamp)
            if not advance(self.state, named):
                self._fold()
            return named

    def act_all(self, rows: Sequence[tuple[str, Mapping[str, str]]]) -> int:
        """Write these acts (kind, fields) as one new journal file, all or none; how many there were.

        Raises Refused with the faults of every row, each under ``("row", index)``; nothing is then written.
        """
        from commission.files.whole import Whole
        from commission.session.act_draft import Known
        from commission.session.acts import propose

        with self._lock:
            self._look()
            definition, at = self.definition, stamp(self._clock(), self.definition.zone)
            whole: Whole | None = None
            faults: list[Fault] = []
            for index, (kind, fields) in enumerate(rows):
                try:
                    known = Known(today=at[:10], proposed=proposed_for(self.state, kind, fields))
                    draft = propose(self.state, self.viewer, kind, fields, known)
                except Refused as refused:
                    faults += [each.under("row", index) for each in refused.faults]
                    continue
                if whole is None:
                    name = self._names.writer()
                    whole = Whole(Header(1, definition.id, draft.actor, name, definition.grid_print))
                entry = whole.add(draft.kind, at, draft.fields)
                advance(self.state, Named(f"{whole.header.writer}:{entry.n}", draft.actor, entry))
            try:
                if faults:
                    raise Refused(*faults)
                if whole:
                    whole.write(self.folder)
            finally:
                self._reader.poll()
                self._fold()
            return len(rows)

    def submit(self, kind: str, fields: Mapping[str, str], done: Callable[[Receipt], None]) -> None:
        """Queue this act for the writer thread, which calls ``done`` once it is on disk or refused."""
        given = dict(fields)
        with self._lock:
            self._pending += 1

        def write() -> None:
            named, refused = None, None
            try:
                named = self.act(kind, **given)
            except Refused as error:
                refused = error
            except Exception as error:  # whatever it is, the face must not go on waiting for a mark that is not saved
                refused = Refused(fault("unexpected", error=type(error).__name__))
            finally:
                with self._lock:
                    self._pending -= 1
            done(Receipt(kind, given, named, refused))

        self._start().put(write)

    def watch(self, changed: Callable[[], object], every: float = 1.0) -> None:
        """Look every ``every`` seconds for what others wrote; ``changed`` is called on the writer thread when they did."""
        self._changed, self._every = changed, every
        self._start()

    def refresh(self) -> bool:
        """Read what others wrote since; whether anything arrived."""
        with self._lock:
            return self._look()

    def my_marks(self, code: str) -> list[tuple[Dossier, Cell]]:
        """This member's own marks on one line, dossier by dossier, in the lots they may score."""
        me = self.viewer.code
        lots = self.state.lots_to_score(me)
        return [(each, self.state.sheet(me, each.code).cell(code)) for lot in lots for each in self.state.in_play(lot)]

    def resume_at(self) -> tuple[str, str] | None:
        """The dossier and line of this member's own last entry; None before the first."""
        named = self.state.last_entry.get(self.viewer.code)
        entry = named.entry if named else None
        return (entry.dossier, entry.code) if isinstance(entry, Mark | Observation) else None

    def save_draft(self, dossier: str, code: str, text: str) -> None:
        """Keep an observation that is still being typed. Raises Refused where the disk refuses."""
        from commission.files import drafts

        drafts.save(self.folder, self.viewer.code, dossier, code, text)

    def draft(self) -> drafts.Draft | None:
        """The observation that was being typed when this member's screen last stopped, if any."""
        from commission.files import drafts

        return drafts.load(self.folder, self.viewer.code)

    def clear_draft(self) -> None:
        """Forget the kept observation: it was written or given up."""
        from commission.files import drafts

        drafts.clear(self.folder, self.viewer.code)

    def close(self) -> None:
        """Write what is queued, then stop. Safe to call twice."""
        if self._thread and self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._start().put(None)
            self._thread.join()
        for writer in self._writers.values():
            writer.close()
        self._writers.clear()

    def _writer(self, actor: str) -> Writer:
        if actor not in self._writers:
            from commission.files.writer import Writer

            definition = self.definition
            name = self._names.writer
            self._writers[actor] = Writer(self.folder, actor, definition.id, definition.grid_print, name=name)
        return self._writers[actor]

    def _look(self) -> bool:
        arrived = self._reader.poll()
        if not self._written.refresh(self._reader.journals) and not arrived:
            return False
        self._fold()
        return True

    def _fold(self) -> None:
        self.state = fold(self._written.definition, self._reader.journals)

    def _start(self) -> queue.Queue[Callable[[], None] | None]:
        import queue

        self._jobs = self._jobs or queue.Queue()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, args=(self._jobs,), name="journal", daemon=True)
            self._thread.start()
        return self._jobs

    def _run(self, jobs: queue.Queue[Callable[[], None] | None]) -> None:
        import queue

        warmed = False
        while True:
            try:
                job = jobs.get(timeout=(self._every if self._changed else None) if warmed else FIRST_PAUSE)
            except queue.Empty:
                if not warmed:
                    from commission.files.claims import warm

                    warmed = True
                    _carried_out(warm)
                if not _carried_out(lambda: self._changed() if self.refresh() and self._changed else None):
                    self._changed = None  # a look that fails is the last one; marks are written all the same
                continue
            if job is None:
                return
            _carried_out(job)


def _carried_out(job: Callable[[], object]) -> bool:
    """Do this on the thread of the journal, which must not end: a mark submitted meanwhile would wait for ever."""
    try:
        job()
    except Exception as error:
        threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))
        return False
    return True


def today(room: Room) -> str:
    """The day of this room's clock in the session's zone, ``2025-09-15``."""
    return stamp(room._clock(), room.definition.zone)[:10]


def not_arrived(room: Room) -> list[Fault]:
    """What is not wrong in the journals but not there yet: last lines that have not fully arrived."""
    return room._reader.notes


def _known(kind: str, viewer: Viewer, for_member: str, journals: Sequence[Journal], names: Names) -> Known:
    """What an act records of the files it saw: all of them for an adoption, an opening, a vote; one sheet's for a hand-in."""
    from commission.session.act_draft import Known

    if kind not in {"adopt", "open", "hand-in", "vote"}:
        return Known()
    mine = {access.TYPED, for_member.strip()} if viewer.at_desk else {viewer.code}
    heads = {
        each.writer: (len(each.entries), each.head)
        for each in journals
        if kind != "hand-in" or each.header.actor in mine
    }
    return Known(heads, names.nonce() if kind == "hand-in" else "")
