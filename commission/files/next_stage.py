"""The session of the next stage, written from that of this one: same grid, same members, the dossiers that go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import tomlkit
from msgspec import to_builtins

from commission.files import atomic, toml_file
from commission.files.journals import FOLDER
from commission.files.session_folder import GRID, SESSION, checked, find_sessions
from commission.rules.fault import Fault, Place, Refused, fault
from commission.rules.grid import Stage
from commission.rules.number import exact_text
from commission.rules.ranking_rules import stated
from commission.rules.stages import published_at
from commission.rules.text import one_line
from commission.session.admissibility import handed_in
from commission.session.before import seen_now
from commission.session.definition import Definition
from commission.session.entry import Journal
from commission.session.state import State

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
        "before": "D'où vient cette procédure, pour « commission verify ». À ne pas modifier.",
        "left": "N'ont pas été reprises, parce qu'elles servaient l'étape précédente ou ne valent pas ici : {left}.",
        "members": "Les mêmes membres. Un déport se déclare de nouveau dans cette procédure.",
        "dossiers": "Les dossiers retenus. carried : leur total exact à l'étape précédente, à ne pas modifier.",
    },
    "en": {
        "head": _ENGLISH,
        "rules": "The rules of marking of the stage before. To be decided here: who is kept (selection, thresholds).",
        "before": 'Where this session comes from, for "commission verify". Leave it as it is.',
        "left": "Not taken over, because they served the stage before or do not hold here: {left}.",
        "members": "The same members. A conflict of interest is declared anew in this session.",
        "dossiers": "The dossiers that go on. carried: their exact total at the stage before; leave it as it is.",
    },
}


def begin_next(
    folder: Path, state: State, journals: Iterable[Journal], kept: Mapping[str, Fraction], to: Path, new_id: str
) -> None:
    """Write into the new folder ``to`` the session of the stage after that of ``state``, which stands in ``folder``.

    ``kept`` are the dossiers that go on, each with its exact total, ``journals`` those that say so. Whole or not at all.
    Raises Refused ``changed-meanwhile`` if a file is no longer what ``state`` was read from, ``exists``, the disk's, and
    whatever the new file would be faulted with. Rules that the next stage does not bear are left out, and named there.
    """
    here = state.definition
    session = toml_file.load(folder / SESSION)
    grid = toml_file.load(folder / str(session.table.get("grid", GRID)))
    for loaded, seen in ((session, here.session_print), (grid, here.grid_print)):
        if loaded.sha256 != seen:
            raise Refused(fault("changed-meanwhile").at(Place(str(loaded.path))))
    rules = _rules(session.table, here)
    while True:
        text = _text(session.table, state, journals, kept, rules, new_id)
        written = toml_file.parse(to / SESSION, text.encode())
        try:
            checked(written, grid)
            break
        except Refused as refused:
            unfit = _unfit(refused.faults) & rules.keys()
            if not unfit:
                raise
            rules = {key: value for key, value in rules.items() if key not in unfit}
    atomic.new_folder(to, {SESSION: written.data, GRID: grid.data}, (FOLDER,))


def _rules(table: Mapping[str, Any], here: Definition) -> dict[str, Any]:
    """The rules that hold at every stage, but for those that are published for the next."""
    after = here.call.at.after if here.call.at else None
    published = published_at(here.call, after.code if after else "")
    said = stated(published) if published else {}
    return {key: value for key, value in table.get("rules", {}).items() if key in KEPT and key not in said}


def _unfit(faults: Iterable[Fault]) -> set[str]:
    """The keys of ``[rules]`` that these faults are about."""
    found = {str(each.where[1]) for each in faults if each.where[:1] == ("rules",) and len(each.where) > 1}
    return found | ({"aggregation", "across"} if any(each.code == "stage-added-ranks" for each in faults) else set())


def _text(
    table: Mapping[str, Any],
    state: State,
    journals: Iterable[Journal],
    kept: Mapping[str, Fraction],
    rules: Mapping[str, Any],
    new_id: str,
) -> str:
    here = state.definition
    at = here.call.at
    before, stage = (at.stage, at.after or at.stage) if at else (Stage("", ""), Stage("", ""))
    says = _SAYS["fr" if here.language == "fr" else "en"]
    left = [key for key in table.get("rules", {}) if key not in rules]
    head = {"format": 1, "id": new_id, "title": f"{here.title} — {stage.title}", "grid": GRID, "stage": stage.code}
    head |= {key: table[key] for key in ("language", "zone", "completion_days") if key in table}
    lines = [says["head"].format(stage=one_line(stage.title), before=one_line(before.title), id=here.id)]
    lines += [*_pairs(head), "", f"# {says['before']}", "[before]"]
    lines += _pairs({"id": here.id, "session": here.session_print, "grid": here.grid_print})
    lines += ["journal = [", *(f"  {_value(to_builtins(each))}," for each in seen_now(journals)), "]"]
    lines += ["", f"# {says['rules']}"]
    lines += [f"# {says['left'].format(left=', '.join(left))}"] if left else []
    lines += ["", "[rules]", *_pairs(rules), "", f"# {says['members']}"]
    for each in table.get("member", []):
        lines += ["", "[[member]]", *_pairs(each)]
    lines += ["", f"# {says['dossiers']}"]
    for each in table.get("dossier", []):
        if each["code"] in kept:
            lines += ["", "[[dossier]]", *_pairs(_dossier(each, kept, state))]
    return "\n".join(lines) + "\n"


def _dossier(each: Mapping[str, Any], kept: Mapping[str, Fraction], state: State) -> dict[str, Any]:
    """A dossier as it was written, with what it brings: its total, what came in to complete it, what was confirmed of it.

    It is linked no more to those that do not go on.
    """
    found = {**each, "carried": exact_text(kept[each["code"]])}
    there = {*each.get("pieces", [])}
    if later := sorted(handed_in(state, state.definition.dossier(each["code"])) - there):
        found["pieces"] = [*each.get("pieces", []), *later]
    verdicts = {
        code: entry.verdict for (dossier, code), entry in state.confirmations.items() if dossier == each["code"]
    }
    if verdicts := {**each.get("confirmed", {}), **verdicts}:
        found["confirmed"] = verdicts
    if "linked" in found:
        found["linked"] = [code for code in found["linked"] if code in kept]
    return found


def first_of(folder: Path, before: str) -> Path | None:
    """The session of this id at, in, or one folder below ``folder``; None where there is none, or not just one."""
    found = []
    for each in find_sessions(folder):
        try:
            table = toml_file.load(each / SESSION).table
        except Refused:
            continue  # whatever is wrong there is not what was asked
        if table.get("id") == before:
            found.append(each)
    return found[0] if len(found) == 1 else None


def in_the_file(session: Path, faults: Iterable[Fault]) -> list[Fault]:
    """These faults about the dossiers of a session, each at its line of the session file."""
    loaded = toml_file.load(session / SESSION)
    return toml_file.locate(faults, loaded.path, loaded.data)


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
