"""Which journal files this machine and account created, and which of them a living process holds.

A claim is a lock and a record on the local disk, named by the file's absolute path: the session folder may lie on a
share where no lock can be trusted. The record says how far the file had come, so that one put back from an older copy
is never written on. Where no such place can be made, nothing is claimed and every opening begins a new file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from commission.files import opener

if TYPE_CHECKING:
    from filelock import BaseFileLock

WIDTH = 160
"""A record is padded to one length, so that writing it again leaves nothing of the old one."""


class Record(msgspec.Struct, frozen=True):
    """How far a file of ours had come; ``left`` once it was given up after a failed write."""

    count: int
    head: str
    left: bool = False


class Claim:
    """A file of ours, held: no other process writes in it until ``release`` or our end."""

    def __init__(self, base: Path, lock: BaseFileLock) -> None:
        self._lock, self._base = lock, base
        self._descriptor: int | None = None

    def recall(self) -> Record | None:
        """What was remembered of the file; None if it is not ours."""
        return _record(self._base)

    def remember(self, record: Record) -> None:
        """Keep how far the file has come. Not being able to only costs a new file at the next opening."""
        line = msgspec.json.encode(record).ljust(WIDTH)
        with suppress(OSError):
            if self._descriptor is None:
                self._descriptor = opener.disk.open_record(self._base.with_suffix(".json"))
            opener.disk.overwrite(self._descriptor, line)

    def release(self) -> None:
        """Let go of the file. What it had come to stays remembered."""
        self.let_go()
        self._lock.release()

    def let_go(self) -> None:
        """In a forked child: the lock stays the parent's."""
        if self._descriptor is not None:
            with suppress(OSError):
                opener.disk.close(self._descriptor)
            self._descriptor = None


def claim(path: Path) -> Claim | None:
    """Hold this file; None if another process does, or where nothing can be claimed."""
    base = _base(path)
    lock = _locked(base) if base else None
    return Claim(base, lock) if base and lock else None


def created_here(path: Path) -> bool:
    """Whether this machine and account remember creating this file."""
    base = _base(path)
    return base is not None and _record(base) is not None


def torn_here(path: Path) -> bool:
    """Whether an unfinished last line of this file is one that we left torn: ours, and nobody is writing it now."""
    if not created_here(path):
        return False
    held = claim(path)
    if held is None:
        return False
    held.release()
    return True


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until no other process of this machine is changing this file; go on all the same after five seconds."""
    base = _base(path)
    lock = _locked(base, timeout=5) if base else None
    try:
        yield
    finally:
        if lock:
            lock.release()


def warm() -> None:
    """Load what locking needs, some 40 ms, before the first mark has to wait for it."""
    import filelock  # noqa: F401


def _locked(base: Path, timeout: int = 0) -> BaseFileLock | None:
    import filelock

    lock = filelock.FileLock(base.with_suffix(".lock"), timeout=timeout, thread_local=False)
    try:
        lock.acquire()
    except (OSError, filelock.Timeout, NotImplementedError):
        return None
    return lock


def _record(base: Path) -> Record | None:
    try:
        return msgspec.json.decode(opener.disk.read(base.with_suffix(".json")), type=Record)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _base(path: Path) -> Path | None:
    """What the lock and the record of this file are named, without their endings; None where they cannot be kept."""
    named = sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32]
    for folder in filter(Path.is_absolute, places()):
        with suppress(OSError):
            opener.make_folders(folder)
            return folder / named
    return None


def places() -> list[Path]:
    """Where claims may lie: the account's state folder (apart for each machine that shares it), else a temporary one."""
    import platform
    import tempfile

    import platformdirs

    account = getattr(os, "getuid", lambda: "")()
    return [
        platformdirs.user_state_path("commission") / "writers" / (platform.node() or "here"),
        Path(tempfile.gettempdir()) / f"commission-{account}" / "writers",
    ]
