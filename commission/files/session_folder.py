"""A session folder as a whole: found, read with every fault of its two files, begun from a grid, added to by imports."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from commission.files import opener, toml_file
from commission.files.circuit_file import published_from
from commission.files.grid_file import shape_from
from commission.files.journals import FOLDER
from commission.files.toml_file import Loaded
from commission.files.zones import zone_faults
from commission.rules.fault import Fault, Place, Refused, fault
from commission.rules.text import sort_key
from commission.session import access
from commission.session.definition import Definition, SessionShape, build_definition
from commission.session.entry import Adopt, Journal

if TYPE_CHECKING:
    from commission.files.imports import Record

SESSION = "session.toml"
GRID = "grid.toml"

Prints = tuple[str, str]
"""The SHA-256 of a session file and of its grid file."""


def find_sessions(root: Path) -> list[Path]:
    """The session folders at, in, or one folder below ``root``, in the order of their names; whatever else lies there."""
    return sorted(_found(root, 2), key=lambda each: sort_key(str(each)))


def _found(folder: Path, depth: int) -> Iterable[Path]:
    try:
        names = opener.disk.list(folder)
    except OSError:
        return
    if any(each.name == SESSION and not each.is_folder for each in names):
        yield folder
    elif depth:
        for each in names:
            if each.is_folder and not each.name.startswith("."):
                yield from _found(folder / each.name, depth - 1)


def accepted_prints(journals: Iterable[Journal]) -> set[Prints]:
    """The pairs of files that an office has adopted: they were read thoroughly then, and may be read quickly now."""
    return {
        (entry.session, entry.grid)
        for journal in journals
        if journal.header.actor in access.OFFICES
        for entry in journal.entries
        if isinstance(entry, Adopt)
    }


def read_definition(folder: Path, accepted: Container[Prints] = ()) -> Definition:
    """The session that ``folder`` holds. Raises Refused with every fault of its two files, located.

    Quick, with the same outcome, where the pair of files is ``accepted``.
    """
    session = toml_file.load(folder / SESSION)
    try:
        grid = toml_file.load(folder / _grid_name(session))
    except Refused as refused:
        _, faults = shape_from(session, SessionShape, thorough_reading=True)
        raise Refused(*faults, *refused.faults) from None
    return _definition(session, grid, thorough=(session.sha256, grid.sha256) not in accepted)


def _grid_name(session: Loaded) -> str:
    """The file that ``grid`` names: one of the folder itself. Raises Refused ``grid-elsewhere``."""
    name = session.table.get("grid", GRID)
    if not isinstance(name, str):
        return GRID  # the reading of the session's shape says what is wrong with it
    if not name.endswith(".toml") or name == SESSION or any(char in name for char in "/\\:\0"):
        wrong = fault("grid-elsewhere", "grid", found=name)
        raise Refused(*toml_file.locate([wrong], session.path, session.data))
    return name


def _definition(session: Loaded, grid: Loaded, *, thorough: bool) -> Definition:
    shape, faults = shape_from(session, SessionShape, thorough_reading=thorough)
    call, circuit, grid_faults = published_from(grid, thorough_reading=thorough)
    if shape is None or call is None or grid_faults:
        raise Refused(*faults, *grid_faults)
    definition, meaning = build_definition(shape, call, session.sha256, grid.sha256, circuit)
    faults += meaning
    if thorough:
        faults += zone_faults(shape.zone, "zone")
    if faults:
        raise Refused(*toml_file.locate(faults, session.path, session.data))
    return definition


def checked(session: Loaded, grid: Loaded) -> Definition:
    """The session that these two files would make. Raises Refused with every fault of theirs, located."""
    return _definition(session, grid, thorough=True)


def create_session(
    folder: Path,
    grid: Path,
    *,
    title: str,
    new_id: str,
    language: Literal["fr", "en"] = "fr",
    zone: str = "",
) -> None:
    """A new session folder on a copy of the file ``grid``, with a session file that explains itself.

    ``zone`` is the grid's by default. Whole or not at all. Raises Refused: the grid's faults, ``exists``, the disk's.
    """
    from commission.files import atomic
    from commission.files.new_circuit_session import circuit_session_text
    from commission.files.new_session import session_text

    loaded = toml_file.load(grid)
    call, circuit, faults = published_from(loaded, thorough_reading=True)
    if call is None or faults:
        raise Refused(*faults)
    write = circuit_session_text if circuit else session_text
    text = write(call, title=title, session_id=new_id, language=language, zone=zone or call.zone)
    session = toml_file.parse(folder / SESSION, text.encode())
    _definition(session, loaded, thorough=True)
    atomic.new_folder(folder, {SESSION: session.data, GRID: loaded.data}, (FOLDER,))


def add_rows(folder: Path, kind: Literal["member", "dossier"], records: Sequence[Record], *, seen: str) -> None:
    """Write ``records`` as ``[[member]]`` or ``[[dossier]]`` into the session file; all of them, or nothing.

    What stands there keeps its bytes, comments included. ``seen`` is the SHA-256 of the session file the caller read
    (``Definition.session_print``). Raises Refused: ``changed-meanwhile``, the disk's, and every fault of the rows, each
    at its place in the imported file.
    """
    from commission.files import atomic
    from commission.files.toml_edit import with_tables
    from commission.files.toml_places import last_line_of

    path = folder / SESSION
    loaded = toml_file.load(path)
    if loaded.sha256 != seen:
        raise Refused(fault("changed-meanwhile").at(Place(str(path))))
    grid = toml_file.load(folder / _grid_name(loaded))
    if kind in loaded.table and not last_line_of(loaded.data, kind):
        raise Refused(*toml_file.locate([fault("inline-list", kind, key=kind)], path, loaded.data))
    data = with_tables(loaded.data, kind, [each.values for each in records])
    standing = len(loaded.table.get(kind, []))
    try:
        _definition(toml_file.parse(path, data), grid, thorough=True)
    except Refused as refused:
        raise Refused(*_once(_in_rows(each, kind, standing, records) for each in refused.faults)) from None
    atomic.replace(path, data, seen=seen)


def _once(faults: Iterable[Fault]) -> list[Fault]:
    """One fault of a kind for each row: a repeated code is also a repeated seat where the seat is not written."""
    found: dict[object, Fault] = {}
    for each in faults:
        found[each.code, each.place.line if each.place else 0, str(each.fields.get("found"))] = each
    return list(found.values())


def _in_rows(found: Fault, kind: str, standing: int, records: Sequence[Record]) -> Fault:
    """A fault of an added table, at the row it came from."""
    match found.where:
        case (name, int(index), *rest) if name == kind and index >= standing:
            return found.at(records[index - standing].place(".".join(str(each) for each in rest)))
    return found
