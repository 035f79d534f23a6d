"""``allocate``: an envelope shared by the keys of a file, between floors and ceilings, to the euro or the cent."""

from __future__ import annotations

from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.files.locate import by_name
from commission.files.sharing_file import read_shares
from commission.result.allocation import allocate


def command(face: Face, name: str) -> click.Command:
    """``commission allocate FILE``."""
    file = click.Argument(["file"], type=parts.path, metavar=face.words.say("FILE"))

    def run(file: Path, form: str) -> None:
        sharing, sha256 = read_shares(by_name(file))
        found = allocate(sharing)
        if form == "json":
            import json

            from commission.publication.allocation_json import allocation_value

            value = allocation_value(found, sha256, face.words)
            face.output.data(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
            return
        from commission.publication.allocation_table import allocation_table

        face.output.line(allocation_table(found, sha256, face.words).rstrip("\n"))

    return parts.Command(face, name, run, [file, parts.format_option(face)], "allocate partage-invente.toml")
