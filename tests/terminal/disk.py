"""What is on the disk, read as anyone could: JSON lines, TOML, fractions. Nothing here comes from the program."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

Entry = dict[str, Any]
Cells = dict[tuple[str, str, str], str]


def entries(session: Path, actor: str = "*") -> list[Entry]:
    """Every whole entry of an actor, each with its ``name``, by the time it was written."""
    found = []
    for path in sorted(session.glob(f"journal/{actor}/*.jsonl")):
        *lines, _ = path.read_bytes().split(b"\n")
        if not lines:
            continue  # killed before its first line was whole
        header, *rest = map(json.loads, lines)
        found += [{**each, "name": f"{header['writer']}:{each['n']}", "actor": header["actor"]} for each in rest]
    return sorted(found, key=lambda each: each["at"])


def history(session: Path, member: str) -> dict[tuple[str, str], list[str]]:
    """Every value that a member's cells ever held, by dossier and code, in the order written."""
    found = defaultdict(list)
    for each in entries(session, member):
        if each["kind"] == "mark":
            found[each["dossier"], each["code"]].append(each["value"])
    return found


def last_cell(session: Path, member: str) -> tuple[str, str]:
    """The dossier and the line of a member's last mark or observation."""
    last = [each for each in entries(session, member) if each["kind"] in {"mark", "observation"}][-1]
    return last["dossier"], last["code"]


class Recount:
    """The ranking of one lot from the files alone: the sum over the lines of the mean over the seats that count."""

    def __init__(self, session: Path, lot: str) -> None:
        definition = tomllib.loads((session / "session.toml").read_text(encoding="utf-8"))
        grid = tomllib.loads((session / "grid.toml").read_text(encoding="utf-8"))
        self.codes = [sub["code"] for criterion in grid["criterion"] for sub in criterion["sub"]]
        acts = entries(session)
        out = {each["dossier"] for each in acts if each["kind"] in {"refuse", "withdraw"}}
        gone = {each["member"] for each in acts if each["kind"] == "recuse" and each["lot"] in {lot, "*"}}
        self.dossiers = [
            each["code"] for each in definition["dossier"] if each["lot"] == lot and each["code"] not in out
        ]
        self.cells, self.handed = _sheets(acts)
        voting = [each["code"] for each in definition["member"] if each["voice"] == "deliberative"]
        self.seats = [
            each for each in voting if each not in gone and any((each, code) in self.handed for code in self.dossiers)
        ]

    def value(self, seat: str, dossier: str, code: str) -> str:
        """What a seat's handed-in sheet says on a line; nothing where it was not handed in."""
        return self.cells.get((seat, dossier, code), "") if (seat, dossier) in self.handed else ""

    def means(self, dossier: str) -> dict[str, Fraction] | None:
        """The mean of every line; None where a seat that counts has left one without an answer."""
        found = {}
        for code in self.codes:
            counting = [each for each in self.seats if not self._declines(each, code)]
            values = [self.value(each, dossier, code) for each in counting]
            if "" in values:
                return None
            found[code] = sum((Fraction(each) for each in values), Fraction(0)) / len(values)
        return found

    def totals(self) -> dict[str, Fraction]:
        """The dossiers that have a total, the best first."""
        found = {each: sum(means.values(), Fraction(0)) for each in self.dossiers if (means := self.means(each))}
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    def places(self) -> dict[str, int]:
        """One more than the number of dossiers that have more."""
        totals = self.totals()
        return {each: 1 + sum(other > total for other in totals.values()) for each, total in totals.items()}

    def _declines(self, seat: str, code: str) -> bool:
        return any(self.value(seat, each, code) == "declined" for each in self.dossiers)


def _sheets(acts: list[Entry]) -> tuple[Cells, set[tuple[str, str]]]:
    cells: Cells = {}
    handed: set[tuple[str, str]] = set()
    for each in acts:
        whose = each.get("for") or each["actor"]
        match each["kind"]:
            case "mark":
                cells[whose, each["dossier"], each["code"]] = each["value"]
            case "hand-in":
                handed.add((whose, each["dossier"]))
            case "reopen":
                handed.discard((whose, each["dossier"]))
    return cells, handed
