"""Appends entries to a journal file of one's own: when ``append`` returns, the line is on the disk.

A file has one writer for ever. A new one is begun at the first entry, unless a file that this machine and account
created is sound, as long as remembered and held by nobody. After any failure the file is given up and the next entry
begins another: what was half-written stays, a torn line that every reader steps over.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from commission.files import chain, opener
from commission.files.claims import Claim, Record, claim, created_here
from commission.files.journals import FOLDER, SUFFIX
from commission.files.opener import Stamp
from commission.rules.fault import Fault, Refused, fault
from commission.rules.text import folder_name
from commission.session.act_draft import Draft
from commission.session.entry import AnyEntry, Entry, Header, Journal

TRIES = 16
"""How many names are tried for a new file before giving up: two random ones never meet, given ones may."""


def random_name() -> str:
    """A writer's name that no other machine draws: 8 hexadecimal digits."""
    import secrets

    return secrets.token_hex(4)


class Writer:
    """Writes one actor's entries in the session in ``folder``. For one thread at a time; survives a fork.

    ``session`` and ``grid`` are the id and the grid's fingerprint that the header names; ``name`` draws a file's name.
    """

    def __init__(
        self, folder: Path, actor: str, session: str, grid: str, *, name: Callable[[], str] = random_name
    ) -> None:
        self.folder, self.actor = folder, actor
        self._session, self._grid, self._draw = session, grid, name
        self._home = folder / FOLDER / folder_name(actor)
        self._file: _Open | None = None
        self._process = os.getpid()

    @property
    def name(self) -> str:
        """The name of the file that the last entry went to; empty before the first."""
        return self._file.journal.writer if self._file else ""

    @property
    def journal(self) -> Journal | None:
        """The file as it stands on the disk, with the last entry; None before the first."""
        return self._file.journal if self._file else None

    @property
    def path(self) -> Path | None:
        """Where the file is; None before the first entry."""
        return self._file.path if self._file else None

    @property
    def stamp(self) -> Stamp | None:
        """The file's stamp after the last entry, for ``Reader.wrote``; None before the first."""
        return self._file.stamp if self._file else None

    def append(self, draft: Draft, at: str) -> AnyEntry:
        """Write what ``draft`` says as of the time ``at``; the entry, once its line is on the disk.

        Raises Refused: ``disk-full``, ``read-only``, ``cannot-write``, ``not-text``. Nothing then counts as written. Or
        ``not-confirmed``: the line is there and readers count it, but it might not outlast a power cut.
        """
        if draft.actor != self.actor:
            raise ValueError(f"{self.actor} does not write for {draft.actor}")
        self._after_fork()
        if self._file and not self._file.is_as_left():
            self._give_up()
        with opener.writing(self._shown(self._home)):
            try:
                return self._put(draft, at)
            except FileReplacedError:
                return self._put(draft, at)
            except NotConfirmedError as error:
                with opener.confirming(self._shown(self._home)):
                    raise error.cause from None

    def _put(self, draft: Draft, at: str) -> AnyEntry:
        """Write in the file at hand, or in the first that may be."""
        file = self._file = self._file or self._begin()
        journal = file.journal
        line = _line(draft.kind(n=len(journal.entries) + 1, at=at, prev=journal.head, **draft.fields))
        try:
            file.put(line)
        except FileReplacedError:
            self._give_up()
            raise
        except OSError as error:
            taken = file.holds(line)
            self._give_up()
            if taken:
                raise NotConfirmedError(error) from None
            raise
        entry = chain.decode_entry(line)
        journal.entries.append(entry)
        journal.head = chain.digest(line)
        journal.size += len(line)
        file.remember()
        return entry

    def close(self) -> None:
        """Let go of the file; another process may then write on in it. Safe to call twice."""
        self._after_fork()
        if self._file:
            self._file.close()
        self._file = None

    def _give_up(self) -> None:
        if self._file:
            self._file.remember(left=True)
            self._file.close()
        self._file = None

    def _after_fork(self) -> None:
        """A child never writes in its parent's file: it begins its own."""
        if self._process != os.getpid():
            self._process = os.getpid()
            if self._file:
                self._file.let_go()
            self._file = None

    def _begin(self) -> _Open:
        opener.disk.stamp(self.folder / "session.toml")  # a memory stick pulled out leaves an empty folder behind
        return self._earlier() or self._new()

    def _shown(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _earlier(self) -> _Open | None:
        """A file that we created before and may write on."""
        with suppress(FileNotFoundError):
            for found in opener.disk.list(self._home):
                path = self._home / found.name
                if found.is_file and found.name.endswith(SUFFIX) and created_here(path) and (held := claim(path)):
                    with suppress(OSError), _released_unless_kept(held) as keep:
                        if file := self._reopened(path, held):
                            keep()
                            return file
        return None

    def _reopened(self, path: Path, held: Claim) -> _Open | None:
        """This file, open for appending, if it is sound to its last byte and not older than remembered."""
        remembered, data = held.recall(), opener.disk.read(path)
        start = chain.read_start(self._shown(path), data)
        if remembered is None or remembered.left or start is None or isinstance(start, Fault):
            return None
        stretch = chain.follow(self._shown(path), data, start)
        header = Header(chain.FORMAT, self._session, self.actor, start.header.writer, self._grid)
        if stretch.fault or stretch.torn or start.header != header:
            return None
        journal = Journal(self._shown(path), header, stretch.entries, stretch.head, len(data))
        if journal.hash_at(remembered.count) != remembered.head:
            return None
        descriptor = opener.disk.append_to(path)
        file = _Open(path, journal, descriptor, held)
        if file.is_as_left():
            return file
        opener.disk.close(descriptor)
        return None

    def _new(self) -> _Open:
        """A new file with its header, its name on the disk."""
        opener.make_folders(self._home)
        for _ in range(TRIES):
            name = self._draw()
            if not chain.WRITER.fullmatch(name):
                raise ValueError(f"a writer's name is 8 hexadecimal digits, not {name!r}")
            path = self._home / f"{name}{SUFFIX}"
            with suppress(FileExistsError):
                return self._created(path, Header(chain.FORMAT, self._session, self.actor, name, self._grid))
        raise FileExistsError(errno.EEXIST, "no name is free")

    def _created(self, path: Path, header: Header) -> _Open:
        line = chain.encode(header)
        descriptor = opener.disk.create(path)
        held = claim(path)
        file = _Open(path, Journal(self._shown(path), header, [], chain.digest(line)), descriptor, held)
        try:
            file.put(line)
            opener.disk.sync_folder(self._home)
        except OSError:
            file.close()
            with suppress(OSError):  # nothing was said to be saved yet: an empty file would only puzzle
                opener.disk.remove(path)
            raise
        file.journal.size = len(line)
        file.remember()
        return file


class FileReplacedError(OSError):
    """The line went to a file that no longer has its name: nobody would ever read it."""


class NotConfirmedError(Exception):
    """The whole line is in the file, but the disk failed to say that it keeps it."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(str(cause))
        self.cause = cause


class _Open:
    """A journal file open for appending, and the claim that keeps others out."""

    def __init__(self, path: Path, journal: Journal, descriptor: int, held: Claim | None) -> None:
        self.path, self.journal = path, journal
        self.stamp: Stamp = opener.disk.stamp_of(descriptor)
        self._descriptor, self._claim = descriptor, held

    def put(self, line: bytes) -> None:
        """One write of the whole line, then the disk has it, and still under this name. OSError otherwise."""
        if opener.disk.write(self._descriptor, line) != len(line):
            raise OSError(errno.ENOSPC, "the system took only a part of the line")
        opener.disk.sync(self._descriptor)
        self.stamp = opener.disk.stamp_of(self._descriptor)
        if opener.disk.stamp(self.path).inode != self.stamp.inode:
            raise FileReplacedError(errno.ESTALE, "the file was replaced meanwhile")

    def holds(self, line: bytes) -> bool:
        """Whether the file has grown by this whole line since our last one; False where nobody can tell."""
        try:
            return opener.disk.stamp_of(self._descriptor).size == self.journal.size + len(line)
        except OSError:
            return False

    def is_as_left(self) -> bool:
        """Whether the file of this name is the one open here and ends where our last line ended."""
        try:
            now = opener.disk.stamp(self.path)
        except OSError:
            return False
        return (now.inode, now.size) == (self.stamp.inode, self.journal.size)

    def remember(self, *, left: bool = False) -> None:
        """Note how far the file has come, for the next opening."""
        if self._claim:
            self._claim.remember(Record(len(self.journal.entries), self.journal.head, left))

    def close(self) -> None:
        """Close the file and let others of this machine claim it."""
        with suppress(OSError):
            opener.disk.close(self._descriptor)
        if self._claim:
            self._claim.release()

    def let_go(self) -> None:
        """In a forked child: close what is only a second handle, and leave the parent its claim."""
        with suppress(OSError):
            opener.disk.close(self._descriptor)
        if self._claim:
            self._claim.let_go()


@contextmanager
def _released_unless_kept(held: Claim) -> Iterator[Callable[[], None]]:
    kept: list[bool] = []
    try:
        yield lambda: kept.append(True)
    finally:
        if not kept:
            held.release()


def _line(made: Entry) -> bytes:
    """The line of an entry, proven to be one that readers take. Raises Refused ``not-text`` for what is not Unicode."""
    try:
        line = chain.encode(made)
    except UnicodeEncodeError as error:
        raise Refused(fault("not-text", found=repr(error.object[error.start]))) from None
    if chain.encode(chain.decode_entry(line)) != line:
        raise ValueError(f"{made!r} would not be read back as written")
    return line
