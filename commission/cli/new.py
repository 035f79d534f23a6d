"""``new``: a session folder on a published grid, with a session file that explains itself."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Literal

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.files import opener
from commission.files.locate import shipped
from commission.files.session_folder import create_session
from commission.files.toml_file import load
from commission.rules.fault import Refused, fault
from commission.rules.shape import SHARING


def command(face: Face, name: str) -> click.Command:
    """``commission new SESSION --grid GRID``."""
    say = face.words.say
    params = [
        parts.session_argument(face),
        click.Option(
            ["--grid"], required=True, metavar=say("GRID"), help=say("a grid file, or the name of a published one")
        ),
        click.Option(["--title"], metavar=say("TEXT"), help=say("the session's title; the folder's name by default")),
    ]

    def run(session: Path, grid: str, title: str | None) -> None:
        language: Literal["fr", "en"] = "en" if face.words.language == "en" else "fr"
        found = published(grid)
        create_session(session, found, title=title or session.name, new_id=secrets.token_hex(8), language=language)
        face.say("{folder}: session begun on the grid {grid}.", folder=str(session), grid=found.name)
        face.say(
            "Next: fill in {file}, or import members and dossiers; then check it.", file=str(session / "session.toml")
        )
        face.output.line(f"  commission check {session}")

    return parts.Command(face, name, run, params, "new ma-commission --grid aemo-ih-2025")


def published(grid: str) -> Path:
    """The grid file of this path, or the published grid of this name. Raises Refused ``unknown-grid``."""
    if "/" in grid or "\\" in grid or grid.endswith(".toml"):
        return parts.path(grid)
    grids = {each.name.removesuffix(".toml"): each.name for each in opener.disk.list(shipped("grids")) if each.is_file}
    if grid not in grids:
        scored = [each for each, file in grids.items() if load(shipped("grids") / file).table.get("kind") != SHARING]
        raise Refused(fault("unknown-grid", found=grid, known=scored))
    return shipped("grids") / grids[grid]
