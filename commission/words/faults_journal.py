"""Faults of the folder: files, the disk, journals and their chains, and the program's own data."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

JOURNAL: Final[dict[str, Wording]] = {
    # --- files and the disk
    "not-shipped": Wording(
        N_("this copy of the program lacks {shipped}"),
        N_("they should be in {folder}"),
        N_("install the program again"),
    ),
    "missing-file": Wording(N_("there is no such file"), remedy=N_("check the path")),
    "is-folder": Wording(N_("this is a folder, or not an ordinary file"), N_("a file is expected")),
    "file-too-big": Wording(N_("the file is too big"), N_("{limit} MB at most")),
    "cannot-read": Wording(
        N_("the system refuses to read this ({reason})"),
        remedy=N_("check the rights on the file, or the share it lies on"),
        without=(
            "reason",
            Wording(
                N_("the system refuses to read this"),
                remedy=N_("check the rights on the file, or the share it lies on"),
            ),
        ),
    ),
    "cannot-write": Wording(
        N_("the system refuses to write here ({reason}); nothing was saved"),
        remedy=N_("check the share or the disk, then write it again"),
        without=(
            "reason",
            Wording(
                N_("the system refuses to write here; nothing was saved"),
                remedy=N_("check the share or the disk, then write it again"),
            ),
        ),
    ),
    "missing-folder": Wording(
        N_("the folder to write in is not there; nothing was saved"),
        remedy=N_("check the path, and that the memory stick or the share is still connected"),
    ),
    "disk-full": Wording(N_("the disk is full; nothing was saved"), remedy=N_("make room on it, then write it again")),
    "read-only": Wording(
        N_("this place cannot be written in; nothing was saved"),
        remedy=N_("ask for the right to write in it, or work on a copy of the folder"),
    ),
    "not-confirmed": Wording(
        N_("this was written, but the disk does not confirm that it keeps it ({reason})"),
        remedy=N_("check the disk or the share, then look whether it is there before you do it again"),
    ),
    "exists": Wording(N_("something of this name is already there"), remedy=N_("choose another name, or move it away")),
    "changed-meanwhile": Wording(
        N_("the file changed while this was being done; it is left as it is"), remedy=N_("do it again")
    ),
    "has-bom": Wording(
        N_("the file begins with an invisible mark (BOM)"),
        remedy=N_("save it as UTF-8 without BOM"),
    ),
    "not-utf8": Wording(
        N_("the byte {found} is not UTF-8"),
        remedy=N_("save the file as UTF-8, in the text editor's list of encodings"),
    ),
    "toml-extreme": Wording(
        N_('"{found}" is too large or too small for this program'),
        N_("at most 40 digits on either side of the point are expected"),
        without=("found", Wording(N_("something here is too long or too deep for this program"))),
    ),
    "not-text": Wording(
        N_("this text holds a character that cannot be saved"), remedy=N_("type it again without that character")
    ),
    # --- journals
    "journal-bad-header": Wording(
        N_("the first line of this journal is not one of ours ({detail})"),
        remedy=N_("the whole file is left out; take it from a copy"),
        without=(
            "detail",
            Wording(
                N_("the first line of this journal is not one of ours"),
                remedy=N_("the whole file is left out; take it from a copy"),
            ),
        ),
    ),
    "journal-format": Wording(
        N_("this journal is in format {found}"),
        N_("this program reads format {known}"),
        N_("the whole file is left out; use a newer program"),
    ),
    "journal-other-session": Wording(
        N_('this journal belongs to the session "{found}"'),
        N_('this one is "{expected}"'),
        N_("the whole file is left out; move it to its own session"),
    ),
    "journal-not-json": Wording(
        N_("this line is not one that the program wrote"),
        N_("the {kept} entries before it count, those after it do not"),
        N_("take the file from a copy"),
    ),
    "journal-second-header": Wording(
        N_("this line begins another journal inside this one"),
        N_("the {kept} entries before it count, those after it do not"),
        N_("two files were put end to end: take them from a copy"),
    ),
    "journal-bad-entry": Wording(
        N_("this line is not an entry known here ({detail})"),
        N_("the {kept} entries before it count, those after it do not"),
        N_("take the file from a copy, or use a newer program"),
    ),
    "journal-not-canonical": Wording(
        N_("this line was written or edited by something else than the program"),
        N_("the entries before it count, those after it do not"),
        N_("take the file from a copy"),
    ),
    "journal-changed": Wording(
        N_("this line was changed after it was written"),
        N_("the {kept} entries before it count, those after it do not"),
        N_("take the file from a copy"),
    ),
    "journal-missing-line": Wording(
        N_("entries {first} to {last} are missing before this line"),
        N_("the {kept} entries before them count, those after them do not"),
        N_("take the file from a copy"),
    ),
    "journal-repeated-line": Wording(
        N_("this line repeats line {number}"),
        N_("the {kept} entries before it count, those after it do not"),
        N_("take the file from a copy"),
    ),
    "journal-torn-tail": Wording(
        N_("the last line was cut while it was being written; it does not count"),
        remedy=N_("write again what it held; a new file is begun, this one is left as it is"),
    ),
    "journal-not-arrived": Wording(
        N_("the last line has not fully arrived yet"), remedy=N_("it counts as soon as the rest is there")
    ),
    "journal-fork": Wording(
        N_("this file and {other} say different things under one writer's name ({writer})"),
        N_("the {kept} entries that they share count, the others do not"),
        N_("keep the right one of the two files, or have the member write the marks again"),
    ),
    "journal-shrunk": Wording(
        N_("this file held {known} entries and now holds {found}"), remedy=N_("take it from a newer copy")
    ),
    "journal-rewritten": Wording(
        N_("one of the first {known} entries of this file is no longer what was read before"),
        remedy=N_("take the file from a copy"),
    ),
    "journal-gone": Wording(
        N_("this journal file has disappeared; it held {known} entries"), remedy=N_("put it back from a copy")
    ),
    "journal-absent": Wording(
        N_("the act {act} had seen {known} entries by the writer {writer}, whose file is not here"),
        remedy=N_("put the file back from a copy"),
    ),
    "journal-cut": Wording(
        N_("the act {act} had seen {known} entries in this file, which now holds {found}"),
        remedy=N_("take the file from a copy"),
    ),
    "head-mismatch": Wording(
        N_("entry {number} of this file is not the one that the act {act} had seen"),
        remedy=N_("take the file from a copy"),
    ),
}
