"""``demo``: a copy of the example session in a folder of the user's, opened; without a terminal, shown as lines."""

from __future__ import annotations

from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import DONE, Face
from commission.files import atomic, opener
from commission.files.locate import shipped
from commission.files.session_folder import SESSION
from commission.rules.fault import Refused

DEMO = "demo-aemo-ih-2025"


def command(face: Face, name: str) -> click.Command:
    """``commission demo [--to FOLDER]``."""
    say = face.words.say
    help_text = say("where to put the copy; ./{name} by default", name=DEMO)
    to = click.Option(["--to", "to"], type=parts.path, metavar=say("FOLDER"), help=help_text)

    def run(to: Path | None) -> None:
        folder = to or Path(DEMO)
        if holds_session(folder):
            face.say("{folder}: the copy that is already there is used.", folder=str(folder))
        else:
            atomic.new_folder(folder, shipped_files(shipped("sessions") / DEMO), ("journal",))
            face.say("{folder}: a copy of the example session, yours to change.", folder=str(folder))
        _open(face, folder)

    return parts.Command(face, name, run, [to], "demo")


def holds_session(folder: Path) -> bool:
    """Whether a session is already there."""
    try:
        with opener.reading(folder):
            return any(each.name == SESSION for each in opener.disk.list(folder))
    except Refused:
        return False


def shipped_files(folder: Path, under: str = "") -> dict[str, bytes]:
    """Every file of the shipped example by its name inside it; exports left out."""
    found: dict[str, bytes] = {}
    with opener.reading(folder):
        for each in opener.disk.list(folder):
            if each.is_folder and each.name != "exports":
                found |= shipped_files(folder / each.name, f"{under}{each.name}/")
            elif each.is_file:
                found[under + each.name] = opener.disk.read(folder / each.name)
    return found


def _open(face: Face, folder: Path) -> None:
    """The screens where there is a terminal; else progress, the ranking, and the way on."""
    from commission.cli.screens import fit_for_screens, start

    if fit_for_screens(face):
        start(face, folder)
        return
    from commission.cli.progress import show_text
    from commission.cli.rank import show_opened

    with face.room(folder, "desk") as room:
        face.output.line()
        show_text(face, room)
        show_opened(face, room)
    face.output.line()
    face.say("To score as one of its members:")
    face.output.line(f"  commission score {folder} --as m-vaubrun")
    face.code = DONE
