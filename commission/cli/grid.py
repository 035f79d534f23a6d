"""``grid``: a published grid shown as on paper, one begun from a table, and the schema that editors check it with."""

from __future__ import annotations

import json
from pathlib import Path

import click

from commission.cli import parts
from commission.cli.face import Face
from commission.cli.new import published
from commission.files import atomic, opener
from commission.files.locate import shipped
from commission.files.toml_file import Loaded
from commission.rules.fault import Refused, fault

WHAT = ("show", "new", "schema")


def command(face: Face, name: str) -> click.Command:
    """``commission grid show|new|schema``."""
    say = face.words.say
    what = click.Argument(["what"], type=parts.choice("show|new|schema", *WHAT), metavar="show|new|schema")
    params = [
        what,
        parts.argument("grid", say("GRID"), required=False),
        click.Option(
            ["--from", "table"], type=parts.path, metavar=say("TABLE"),
            help=say("new: a CSV or XLSX table with the columns code, title, maximum"),
        ),
        click.Option(["--code"], metavar=say("CODE"), help=say("new: the grid's code; the file's name by default")),
        click.Option(["--title"], metavar=say("TEXT"), help=say("new: the title of the call, as published")),
        parts.format_option(face),
    ]  # fmt: skip

    def run(what: str, grid: str | None, table: Path | None, code: str | None, title: str | None, form: str) -> None:
        _refuse_idle(what, grid, {"--from": table, "--code": code, "--title": title})
        if what == "schema":
            _schema(face)
        elif grid is None:
            raise Refused(fault("missing-argument", found=say("GRID")))
        elif what == "show":
            _show(face, grid, form)
        elif table is None:
            raise Refused(fault("missing-argument", found="--from"))
        else:
            _new(face, parts.path(grid), table, code, title)

    more = say("show: as on paper. new: begin a file from a table. schema: for editors that check TOML.")
    return parts.Command(face, name, run, params, "grid show aemo-ih-2025", more)


def _refuse_idle(what: str, grid: str | None, options: dict[str, object]) -> None:
    """Refuse a word that would change nothing: it was meant for another command."""
    given = [option for option, value in options.items() if value is not None and what != "new"]
    if what == "schema" and grid is not None:
        given.append(grid)
    if given:
        raise Refused(fault("extra-argument", found=given[0]))


def _show(face: Face, grid: str, form: str) -> None:
    from commission.files.circuit_file import is_circuit
    from commission.files.grid_file import read_call
    from commission.files.sharing_file import is_sharing
    from commission.files.toml_file import load
    from commission.publication.grid_json import grid_value
    from commission.publication.grid_paper import grid_paper

    path = published(grid)
    if is_circuit(loaded := load(path)):
        _show_circuit(face, loaded, form)
        return
    if is_sharing(loaded):
        _show_sharing(face, loaded, form)
        return
    call, grid_print = read_call(path)
    if form == "json":
        face.output.data(json.dumps(grid_value(call, grid_print), ensure_ascii=False, indent=2) + "\n")
    else:
        face.output.line(grid_paper(call, face.words).rstrip("\n"))


def _show_circuit(face: Face, loaded: Loaded, form: str) -> None:
    from commission.files.circuit_file import circuit_from
    from commission.publication.circuit_paper import circuit_paper, circuit_value

    circuit = circuit_from(loaded)
    if form == "json":
        face.output.data(json.dumps(circuit_value(circuit, loaded.sha256), ensure_ascii=False, indent=2) + "\n")
    else:
        face.output.line(circuit_paper(circuit, face.words).rstrip("\n"))


def _show_sharing(face: Face, loaded: Loaded, form: str) -> None:
    from commission.files.sharing_file import sharing_from
    from commission.publication.sharing_paper import sharing_paper, sharing_value

    sharing = sharing_from(loaded)
    if form == "json":
        face.output.data(json.dumps(sharing_value(sharing, loaded.sha256), ensure_ascii=False, indent=2) + "\n")
    else:
        face.output.line(sharing_paper(sharing, face.words).rstrip("\n"))


def _new(face: Face, file: Path, table: Path, code: str | None, title: str | None) -> None:
    from commission.files.new_grid import grid_text
    from commission.files.tables import read_table

    parts.refuse_existing(file)
    text = grid_text(read_table(table), code=code or file.stem, title=title or file.stem, language=face.words.language)
    atomic.replace(file, text, seen="")
    face.say("{file}: grid begun from {table}.", file=str(file), table=str(table))
    face.say("Next: add what the document publishes besides; then check it.")
    face.output.line(f"  commission check {file}")


def _schema(face: Face) -> None:
    path = shipped("grids") / "schema" / "grid.schema.json"
    with opener.reading(path):
        face.output.data(opener.disk.read(path).decode())
