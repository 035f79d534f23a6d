"""Files and folders that are wholly the old or wholly the new, whenever the power fails."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext, suppress
from hashlib import sha256
from pathlib import Path

from commission.files import opener
from commission.files.claims import alone
from commission.rules.fault import Place, Refused, fault


def replace(path: Path, data: bytes, *, seen: str | None = None) -> None:
    """Give the file ``path`` this content, on the disk when this returns.

    ``seen`` is the SHA-256 of what the caller read there: if another content stands there now, Refused
    ``changed-meanwhile``. Raises Refused ``disk-full``, ``read-only``, ``cannot-write``; the file is then as it was.
    Or ``not-confirmed``: the content is there, but it might not outlast a power cut.
    """
    beside = _beside(path)
    with alone(path) if seen is not None else nullcontext(), opener.writing(path):
        try:
            _put(beside, data)
            opener.disk.copy_mode(path, beside)
            if seen is not None and _print(path) != seen:
                raise Refused(fault("changed-meanwhile").at(Place(str(path))))
            opener.disk.replace(beside, path)
        except BaseException:
            with suppress(OSError):
                opener.disk.remove(beside)
            raise
        with opener.confirming(path):
            opener.disk.sync_folder(path.parent)


def discard(path: Path) -> None:
    """Take back a file that was just written, as far as the disk lets us."""
    with suppress(OSError):
        opener.disk.remove(path)


def new_folder(path: Path, files: Mapping[str, bytes], folders: tuple[str, ...] = ()) -> None:
    """A new folder with these files and empty folders, whole or not at all. Raises Refused ``exists`` and as ``replace``.

    Names may hold ``/``: the folders on the way are made.
    """
    if _stands(path):
        raise Refused(fault("exists").at(Place(str(path))))
    beside = _beside(path)
    with opener.writing(path):
        opener.make_folders(path.parent)
        try:
            opener.disk.make_folder(beside)
            for folder in folders:
                opener.make_folders(beside / folder)
            for name, data in files.items():
                opener.make_folders((beside / name).parent)
                _put(beside / name, data)
                opener.disk.sync_folder((beside / name).parent)
            opener.disk.sync_folder(beside)
            if _stands(path):
                raise Refused(fault("exists").at(Place(str(path))))
            opener.disk.rename_new(beside, path)
        except BaseException:
            opener.disk.remove_folder(beside)
            raise
        with opener.confirming(path):
            opener.disk.sync_folder(path.parent)


def _put(path: Path, data: bytes) -> None:
    """A new file with this content, on the disk. OSError when the system does not take it all."""
    descriptor = opener.disk.create(path)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[opener.disk.write(descriptor, bytes(rest)) :]
        opener.disk.sync(descriptor)
    finally:
        opener.disk.close(descriptor)


def _print(path: Path) -> str:
    try:
        return sha256(opener.disk.read(path)).hexdigest()
    except FileNotFoundError:
        return ""


def _beside(path: Path) -> Path:
    import secrets

    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")


def _stands(path: Path) -> bool:
    try:
        opener.disk.stamp(path)
    except OSError:
        return False
    return True
