"""The one place that touches the disk, so that a test can record every step, or make any step fail.

All rooms' reads and writes go through ``disk``. What the system refuses comes out as a fault with the file's name, never
as a traceback.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from commission.rules.fault import Fault, Place, Refused, fault

LARGEST_READ = 1 << 30
"""Bytes; a file over this is refused rather than read: a session folder of 100 000 marks has 20 million."""


class Stamp(msgspec.Struct, frozen=True):
    """What tells, without opening a file, that it is another one or has changed."""

    size: int
    changed: int
    inode: int


class Found(msgspec.Struct, frozen=True):
    """One name in a folder. Links, pipes and devices are neither ``is_file`` nor ``is_folder``: nothing follows them."""

    name: str
    is_file: bool
    is_folder: bool
    stamp: Stamp


class Disk:
    """Every operation on files that the program knows. Each raises OSError as the system gave it."""

    def read(self, path: Path, start: int = 0) -> bytes:
        """The bytes of a regular file from ``start`` on. Never waits on a pipe or a device."""
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as stream:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EISDIR, "not a regular file")
            if status.st_size > LARGEST_READ:
                raise OSError(errno.EFBIG, "too big")
            stream.seek(start)
            return stream.read()

    def list(self, folder: Path) -> list[Found]:
        """What stands in a folder, in the order of names. A name that vanishes meanwhile is left out."""
        found = []
        with os.scandir(folder) as entries:
            for each in entries:
                with suppress(FileNotFoundError):
                    status = each.stat(follow_symlinks=False)
                    mode = status.st_mode
                    stamp = Stamp(status.st_size, status.st_mtime_ns, each.inode())
                    found.append(Found(each.name, stat.S_ISREG(mode), stat.S_ISDIR(mode), stamp))
        return sorted(found, key=lambda each: each.name)

    def stamp(self, path: Path) -> Stamp:
        """The stamp of the file that has this name now, links followed."""
        return _stamp(os.stat(path))

    def stamp_of(self, descriptor: int) -> Stamp:
        """The stamp of an open file."""
        return _stamp(os.fstat(descriptor))

    def create(self, path: Path) -> int:
        """A new file open for appending; an error if the name exists."""
        return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)

    def append_to(self, path: Path) -> int:
        """An existing file open for appending."""
        return os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))

    def write(self, descriptor: int, data: bytes) -> int:
        """One write; how many bytes the system took."""
        return os.write(descriptor, data)

    def sync(self, descriptor: int) -> None:
        """Wait until what was written is on the disk."""
        os.fsync(descriptor)

    def open_record(self, path: Path) -> int:
        """A small file of the program's own, to be written again and again."""
        return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)

    def overwrite(self, descriptor: int, data: bytes) -> int:
        """Write from the beginning of an open record."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        return os.write(descriptor, data)

    def close(self, descriptor: int) -> None:
        """Close an open file."""
        os.close(descriptor)

    def sync_folder(self, folder: Path) -> None:
        """Wait until a folder's names are on the disk. Systems that have no such thing (Windows) pass."""
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:  # some network shares refuse it
                raise
        finally:
            os.close(descriptor)

    def make_folder(self, folder: Path) -> None:
        """A new folder; an error if the name exists."""
        os.mkdir(folder)

    def replace(self, source: Path, target: Path) -> None:
        """Give ``source`` the name ``target``, in one step; a file of that name is gone."""
        os.replace(source, target)

    def copy_mode(self, source: Path, target: Path) -> None:
        """Give ``target`` the rights of ``source``, as far as the system lets us; nothing if there is no ``source``."""
        with suppress(OSError):
            os.chmod(target, stat.S_IMODE(os.stat(source).st_mode))

    def rename_new(self, source: Path, target: Path) -> None:
        """Give a folder a new name, in one step; an error if something not empty has it."""
        os.rename(source, target)

    def remove(self, path: Path) -> None:
        """Delete a file."""
        os.unlink(path)

    def remove_folder(self, folder: Path) -> None:
        """Delete a folder and all in it."""
        import shutil

        shutil.rmtree(folder, ignore_errors=True)


disk = Disk()
"""What the whole program reads and writes through; tests put another one here."""


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino)


def make_folders(folder: Path) -> None:
    """``folder`` and those above it, each name on the disk before this returns."""
    if _exists(folder):
        return
    make_folders(folder.parent)
    with suppress(FileExistsError):
        disk.make_folder(folder)
    disk.sync_folder(folder.parent)


def _exists(path: Path) -> bool:
    try:
        disk.stamp(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


@contextmanager
def reading(shown: Path | str) -> Iterator[None]:
    """Turns what the system refuses into a fault of the file ``shown``: missing, a folder, too big, not readable."""
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a NUL in a path
        raise Refused(_reading_fault(error).at(Place(str(shown)))) from None


def _reading_fault(error: OSError | ValueError) -> Fault:
    number = getattr(error, "errno", None)
    if number in {errno.ENOENT, errno.ENOTDIR} or isinstance(error, ValueError):
        return fault("missing-file")
    if number == errno.EISDIR:
        return fault("is-folder")
    if number == errno.EFBIG:
        return fault("file-too-big", limit=LARGEST_READ >> 20)
    return fault("cannot-read", reason=reason(error))


@contextmanager
def writing(shown: Path | str) -> Iterator[None]:
    """Turns what the system refuses into a fault of the file ``shown``: disk full, read only, not writable."""
    try:
        yield
    except OSError as error:
        raise Refused(_writing_fault(error).at(Place(str(shown)))) from None


@contextmanager
def confirming(shown: Path | str) -> Iterator[None]:
    """Turns a refusal into a fault of the file ``shown`` that is already there: only the disk did not confirm it."""
    try:
        yield
    except OSError as error:
        raise Refused(fault("not-confirmed", reason=reason(error)).at(Place(str(shown)))) from None


def _writing_fault(error: OSError) -> Fault:
    number = error.errno
    if number in {errno.ENOSPC, errno.EDQUOT}:
        return fault("disk-full")
    if number in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return fault("read-only")
    if number in {errno.ENOENT, errno.ENOTDIR}:
        return fault("missing-folder")
    return fault("cannot-write", reason=reason(error))


def reason(error: OSError | ValueError) -> str:
    """The system's name for an error (``EIO``): the same in every language, and enough for who mends it."""
    number = getattr(error, "errno", None)
    return errno.errorcode.get(number, "") if isinstance(number, int) else ""
