"""The journals of a session folder, read whole and then followed: other machines' lines arrive as files that grow.

Only folders whose name the viewer may read are ever listed or opened. A file counts for what its header says, whatever
its name; a file that is the beginning of another is a copy; two that part ways count up to where they part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import unquote

import msgspec

from commission.files import chain, opener
from commission.files.opener import Found, Stamp
from commission.rules.fault import Fault, Place, Refused, fault
from commission.session.access import OFFICES
from commission.session.entry import Heads, Journal, Mark

FOLDER = "journal"
SUFFIX = ".jsonl"


_Key = tuple[str, str]


class _File(msgspec.Struct):
    """One file under ``journal/``: what was last read of it, and what is wrong with it."""

    path: Path
    name: str
    stamp: Stamp | None = None
    journal: Journal | None = None
    faults: list[Fault] = msgspec.field(default_factory=list)
    notes: list[Fault] = msgspec.field(default_factory=list)


class Reader:
    """Reads the journals of the session in ``folder`` that ``may_read`` allows, by actor. For one thread at a time.

    ``journals`` are those read last, by writer; ``faults`` what is wrong with them, located; ``notes`` what is merely
    not there yet. ``session`` is the id that headers must name; empty to accept any.
    """

    def __init__(self, folder: Path, may_read: Callable[[str], bool], *, session: str = "") -> None:
        self.folder, self.may_read, self.session = folder, may_read, session
        self.journals: list[Journal] = []
        self.faults: list[Fault] = []
        self.notes: list[Fault] = []
        self._files: dict[Path, _File] = {}
        self._seen: dict[_Key, tuple[int, str, str]] = {}
        self._unlisted: list[Fault] = []

    @property
    def heads(self) -> Heads:
        """For each writer: how many entries were read, and the SHA-256 of the last line."""
        return {each.writer: (len(each.entries), each.head) for each in self.journals}

    def read(self) -> list[Journal]:
        """Every journal, from the disk; what an earlier reading found is still compared with."""
        self._files.clear()
        self.poll()
        return self.journals

    def poll(self) -> bool:
        """Read what has changed since; whether journals or faults are other than before."""
        before = self.heads, self.faults
        found = self._listing()
        for path in [path for path in self._files if path not in found]:
            del self._files[path]
        for path, stamp in found.items():
            file = self._files.setdefault(path, _File(path, path.relative_to(self.folder).as_posix()))
            if file.stamp != stamp:
                self._update(file, stamp)
        self._resolve()
        return (self.heads, self.faults) != before

    def wrote(self, path: Path, journal: Journal, stamp: Stamp) -> None:
        """Take in what this program's own writer has just put on disk, so that the next ``poll`` finds nothing new."""
        file = self._files.get(path)
        grown = file is not None and file.journal is journal and not file.faults and not file.notes
        if file is None:
            file = self._files[path] = _File(path, path.relative_to(self.folder).as_posix())
        file.stamp, file.journal, file.faults, file.notes = stamp, journal, [], []
        if grown and any(each is journal for each in self.journals):
            self._seen[_key(journal)] = (len(journal.entries), journal.head, journal.name)  # the one thing that changed
        else:
            self._resolve()

    def _listing(self) -> dict[Path, Stamp]:
        """The journal files in readable folders, in the order of names."""
        found: dict[Path, Stamp] = {}
        self._unlisted = []
        root = self.folder / FOLDER
        for each in self._list(root):
            if each.is_folder and self.may_read(unquote(each.name)):
                actor = root / each.name
                for file in self._list(actor):
                    if file.is_file and file.name.endswith(SUFFIX) and not file.name.startswith("."):
                        found[actor / file.name] = file.stamp
        return found

    def _list(self, folder: Path) -> list[Found]:
        try:
            with opener.reading(folder.relative_to(self.folder).as_posix()):
                return opener.disk.list(folder)
        except Refused as refused:
            self._unlisted += [each for each in refused.faults if each.code != "missing-file"]
            return []

    def _update(self, file: _File, stamp: Stamp) -> None:
        """Read a file that changed: only its new lines where it grew, the whole of it otherwise."""
        old, journal = file.stamp, file.journal
        file.stamp = stamp
        try:
            with opener.reading(file.name):
                grown = old and stamp.inode == old.inode and stamp.size > old.size and not file.faults
                if not (grown and journal and self._grow(file, journal)):
                    self._load(file, opener.disk.read(file.path))
        except Refused as refused:
            file.stamp, file.journal, file.faults, file.notes = None, None, list(refused.faults), []

    def _grow(self, file: _File, journal: Journal) -> bool:
        data = opener.disk.read(file.path, journal.size)
        stretch = chain.follow_on(file.name, data, len(journal.entries), journal.head)
        if stretch.fault:
            return False
        journal.entries.extend(stretch.entries)
        journal.head = stretch.head
        journal.size += stretch.size
        file.notes = self._tail(file, journal, stretch.torn)
        return True

    def _load(self, file: _File, data: bytes) -> None:
        file.journal, file.faults, file.notes = None, [], []
        start = chain.read_start(file.name, data)
        if start is None:
            file.notes = self._tail(file, None, torn=True)
        elif isinstance(start, Fault):
            file.faults = [start]
        elif not self.may_read(start.header.actor):
            return
        elif self.session and start.header.session != self.session:
            place = Place(file.name, 1, 1)
            file.faults = [fault("journal-other-session", found=start.header.session, expected=self.session).at(place)]
        else:
            stretch = chain.follow(file.name, data, start)
            if not stretch.disowns:
                size = start.size + stretch.size
                file.journal = Journal(file.name, start.header, stretch.entries, stretch.head, size)
                file.notes = self._tail(file, file.journal, stretch.torn and not stretch.fault)
            if stretch.fault:
                file.faults = [_counted(stretch.fault, len(stretch.entries))]

    def _tail(self, file: _File, journal: Journal | None, torn: bool) -> list[Fault]:
        """The note for a last line without its newline: torn if this machine wrote it, not arrived yet otherwise."""
        if not torn:
            return []
        place = Place(file.name, len(journal.entries) + 2 if journal else 1, 1)
        from commission.files.claims import torn_here

        if torn_here(file.path):
            return [fault("journal-torn-tail").at(place)]
        return [fault("journal-not-arrived").at(place)]

    def _resolve(self) -> None:
        """One journal per writer out of the files, and all that is wrong, in the order of names."""
        by_writer: dict[_Key, list[Journal]] = {}
        faults, notes = list(self._unlisted), []
        for file in self._files.values():
            faults += file.faults
            notes += file.notes
            if file.journal:
                by_writer.setdefault(_key(file.journal), []).append(file.journal)
        broken = {each.place.file for each in faults if each.place}
        self.journals = []
        for _, group in sorted(by_writer.items()):
            journal, fork = _one(group)
            self.journals.append(journal)
            if fork:
                faults.append(fork)
            elif journal.name not in broken:
                faults += self._compared(journal)
        for key in sorted(self._seen.keys() - by_writer.keys()):
            count, _, name = self._seen[key]
            if name not in broken:
                faults.append(fault("journal-gone", known=count).at(Place(name)))
        torn = [each for each in notes if each.code == "journal-torn-tail"]
        self.faults = faults + torn
        self.notes = [each for each in notes if each not in torn]

    def _compared(self, journal: Journal) -> list[Fault]:
        """What is wrong with a journal against what was read of it before: lines only ever come, none goes."""
        count, head, _ = self._seen.get(_key(journal), (0, journal.hash_at(0), ""))
        if journal.hash_at(count) == head:
            self._seen[_key(journal)] = (len(journal.entries), journal.head, journal.name)
            return []
        if len(journal.entries) < count:
            found = len(journal.entries)
            return [fault("journal-shrunk", known=count, found=found).at(Place(journal.name, found + 2, 1))]
        return [fault("journal-rewritten", known=count).at(Place(journal.name, count + 1, 1))]


def _counted(found: Fault, kept: int) -> Fault:
    """The same break, saying how many entries before it still count."""
    return Fault(found.code, {**found.fields, "kept": kept}, found.where, found.place)


def _key(journal: Journal) -> _Key:
    """Files of one writer are one journal; but no member's file touches an office's by bearing its writer's name.

    Members come before offices, so that where a name was taken twice the office's file is the one remembered.
    """
    actor = journal.header.actor
    return journal.writer, actor if actor in OFFICES else ""


def _one(group: list[Journal]) -> tuple[Journal, Fault | None]:
    """The journal that files of one writer make: the longest if the others begin it, else what they have in common."""
    longest, *others = sorted(group, key=lambda each: (-len(each.entries), each.name))
    fork: Fault | None = None
    for other in others:
        count = min(len(longest.entries), len(other.entries))
        if longest.hash_at(count) == other.hash_at(count):
            continue
        while count and longest.hash_at(count) != other.hash_at(count):
            count -= 1
        place = Place(other.name, count + 2, 1)
        fork = fault("journal-fork", writer=other.writer, other=longest.name, kept=count).at(place)
        longest = Journal(longest.name, longest.header, longest.entries[:count], longest.hash_at(count))
    return longest, fork


def check_heads(journals: Iterable[Journal]) -> list[Fault]:
    """What entries recorded of files against the files: a changed last line, a cut file or a lost one shows here.

    Only for who reads every journal: a viewer who may not read one would be told that it is absent.
    """
    read = sorted(journals, key=_key)
    by_writer = {each.writer: each for each in read}
    found: dict[tuple[str, str], Fault] = {}
    named: dict[str, str] = {}
    for journal in read:
        for name in {entry.seen for entry in journal.entries} - named.keys():
            first = next(each for each in journal.entries if each.seen == name)
            named[name] = f"{journal.writer}:{first.n}"
        for entry in journal.entries:
            if type(entry) is Mark:
                continue  # nearly all entries: it names no head, and what it follows is an act that others name too
            act = f"{journal.writer}:{entry.n}"
            named.update((each, act) for each in entry.after if each not in named)
            for writer, (count, head) in getattr(entry, "heads", {}).items():
                wrong = _head_fault(by_writer.get(writer), writer, count, head, act)
                if wrong:
                    found.setdefault((writer, wrong.code), wrong)
    for name, act in sorted(named.items()):
        writer, _, number = name.rpartition(":")
        known = by_writer.get(writer)
        if number.isascii() and number.isdigit() and (known is None or len(known.entries) < int(number)):
            wrong = _head_fault(known, writer, int(number), "", act)
            if wrong:
                found.setdefault((writer, wrong.code), wrong)
    return [found[key] for key in sorted(found)]


def _head_fault(journal: Journal | None, writer: str, count: int, head: str, act: str) -> Fault | None:
    if journal is None:
        return fault("journal-absent", writer=writer, act=act, known=count)
    if len(journal.entries) < count:
        place = Place(journal.name, len(journal.entries) + 2, 1)
        return fault("journal-cut", act=act, known=count, found=len(journal.entries)).at(place)
    if journal.hash_at(count) != head:
        return fault("head-mismatch", act=act, number=count).at(Place(journal.name, count + 1, 1))
    return None
