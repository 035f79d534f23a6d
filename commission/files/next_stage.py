"""The session of the next stage, written from that of this one: same grid, same members, the dossiers that go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import tomlkit

from commission.files import atomic, toml_file
from commission.files.journals import FOLDER
from commission.files.session_folder import GRID, SESSION, checked
from commission.rules.fault import Place, Refused, fault
from commission.rules.grid import Stage
from commission.rules.number import exact_text
from commission.rules.text import one_line
from commission.session.definition import Definition

KEPT = (
    "step", "aggregation", "across", "trim", "drop_best", "drop_worst", "rounding", "round", "missing", "better", "ties",
    "display_places",
)  # fmt: skip
"""The rules that speak of no criterion and of no selection: they hold at every stage."""

_FRENCH = """\
# La procédure de l'étape « {stage} », faite par « commission next-stage » de celle de l'étape « {before} »
# (identifiant {id}). La grille est la même, octet pour octet ; seuls les critères de cette étape sont notés ici.
#
# À relire et à compléter, puis la commission l'adopte (« commission adopt »). Aucune note n'est écrite avant l'adoption.
"""
_ENGLISH = """\
# The session of the stage "{stage}", made by "commission next-stage" from that of the stage "{before}" (id {id}). The
# grid is the same, byte for byte; only the criteria of this stage are scored here.
#
# Read it through and complete it; the commission then adopts it ("commission adopt"). No mark is written before.
"""
_SAYS = {
    "fr": {
        "head": _FRENCH,
        "rules": "Les règles de notation de l'étape précédente. À décider ici : qui est retenu (selection, seuils).",
        "left": "N'ont pas été reprises, parce qu'elles servaient l'étape précédente : {left}.",
        "members": "Les mêmes membres. Un déport se déclare de nouveau dans cette procédure.",
        "dossiers": "Les dossiers retenus. carried : leur total exact à l'étape précédente, à ne pas modifier.",
    },
    "en": {
        "head": _ENGLISH,
        "rules": "The rules of marking of the stage before. To be decided here: who is kept (selection, thresholds).",
        "left": "Not taken over, because they served the stage before: {left}.",
        "members": "The same members. A conflict of interest is declared anew in this session.",
        "dossiers": "The dossiers that go on. carried: their exact total at the stage before; leave it as it is.",
    },
}


def begin_next(folder: Path, here: Definition, kept: Mapping[str, Fraction], to: Path, new_id: str) -> None:
    """Write into the new folder ``to`` the session of the stage after that of ``here``, which stands in ``folder``.

    ``kept`` are the dossiers that go on, each with its exact total. Whole or not at all. Raises Refused
    ``changed-meanwhile`` if a file is no longer what ``here`` was read from, ``exists``, the disk's, and whatever the new
    file would be faulted with: rules that the next stage's criteria do not bear.
    """
    session = toml_file.load(folder / SESSION)
    grid = toml_file.load(folder / str(session.table.get("grid", GRID)))
    for loaded, seen in ((session, here.session_print), (grid, here.grid_print)):
        if loaded.sha256 != seen:
            raise Refused(fault("changed-meanwhile").at(Place(str(loaded.path))))
    written = toml_file.parse(to / SESSION, _text(session.table, here, kept, new_id).encode())
    checked(written, grid)
    atomic.new_folder(to, {SESSION: written.data, GRID: grid.data}, (FOLDER,))


def _text(table: Mapping[str, Any], here: Definition, kept: Mapping[str, Fraction], new_id: str) -> str:
    at = here.call.at
    before, stage = (at.stage, at.after or at.stage) if at else (Stage("", ""), Stage("", ""))
    says = _SAYS["fr" if here.language == "fr" else "en"]
    rules = {key: value for key, value in table.get("rules", {}).items() if key in KEPT}
    left = [key for key in table.get("rules", {}) if key not in KEPT]
    head = {"format": 1, "id": new_id, "title": f"{here.title} — {stage.title}", "grid": GRID, "stage": stage.code}
    head |= {key: table[key] for key in ("language", "zone", "completion_days") if key in table}
    lines = [says["head"].format(stage=one_line(stage.title), before=one_line(before.title), id=here.id)]
    lines += [*_pairs(head), "", f"# {says['rules']}"]
    lines += [f"# {says['left'].format(left=', '.join(left))}"] if left else []
    lines += ["", "[rules]", *_pairs(rules), "", f"# {says['members']}"]
    for each in table.get("member", []):
        lines += ["", "[[member]]", *_pairs(each)]
    lines += ["", f"# {says['dossiers']}"]
    for each in table.get("dossier", []):
        if each["code"] in kept:
            lines += ["", "[[dossier]]", *_pairs(_dossier(each, kept))]
    return "\n".join(lines) + "\n"


def _dossier(each: Mapping[str, Any], kept: Mapping[str, Fraction]) -> dict[str, Any]:
    """A dossier as it was written, with what it brings; it is linked no more to those that do not go on."""
    found = {**each, "carried": exact_text(kept[each["code"]])}
    if "linked" in found:
        found["linked"] = [code for code in found["linked"] if code in kept]
    return found


def _pairs(table: Mapping[str, Any]) -> Iterable[str]:
    return [f"{tomlkit.key(key).as_string()} = {_value(value)}" for key, value in table.items()]


def _value(value: Any) -> str:
    """A value as TOML on one line. Numbers keep the digits that they were written with."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_pairs(value)) + " }" if value else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text if "." in text else f"{text}.0"
    return str(tomlkit.item(value).as_string())
