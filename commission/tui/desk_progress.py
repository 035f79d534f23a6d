"""How far a lot has come, for the desk: who has handed in which sheet. Never a mark, and never that one was begun.

Everything here is read from acts and hand-ins alone, so that the screen is the same whatever blind marks are.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from commission.publication.progress import lot_progress
from commission.rules.fault import fault
from commission.rules.grid import Lot
from commission.session.access import Viewer
from commission.session.definition import WHOLE_CALL, Definition, Member
from commission.session.refusals import refusal_steps
from commission.session.state import State
from commission.words import Words

HANDED, WAITING, OUT = "✓", "·", "–"
"""What stands for a sheet: handed in, not handed in, and that of someone who withdrew from the lot."""


class Row(NamedTuple):
    """One row of the table: a heading (``group``), or a ``member`` with one sign a dossier."""

    kind: Literal["group", "member"]
    label: str
    member: str = ""
    signs: tuple[str, ...] = ()
    figures: str = ""


class Progress:
    """The sheets of one lot as ``publication.progress`` counts them: members down, dossiers in play across."""

    def __init__(self, state: State, viewer: Viewer, lot: Lot) -> None:
        self.state, self.lot = state, lot
        self.definition: Definition = state.definition
        self.found = lot_progress(state, viewer, lot)

    @property
    def columns(self) -> list[str]:
        """The dossiers in play."""
        return self.found["dossiers"]

    def rows(self, w: Words) -> list[Row]:
        """Those who vote, then those with a consultative voice, in the order of the session file."""
        rows: list[Row] = []
        if self.found["phase"] == "no-sheets":
            return [Row("group", w.say("No sheets in this lot"))]
        handed = {each["member"]: each["handed_in"] for each in self.found["sheets"]}
        for votes in (True, False):
            members = [each for each in self.definition.members if each.votes == votes]
            done = [len(handed[each.code]) for each in members if each.code in handed]
            if members:
                label = w.say("Deliberative voice") if votes else w.say("Consultative voice, not awaited")
                rows.append(Row("group", label, figures=self._figures(sum(done), len(done))))
                rows += [self._row(each, handed.get(each.code)) for each in members]
        return rows

    def _row(self, member: Member, handed: list[str] | None) -> Row:
        if handed is None:
            return Row("member", member.name, member.code, (OUT,) * len(self.found["dossiers"]), OUT)
        signs = tuple(HANDED if each in handed else WAITING for each in self.found["dossiers"])
        return Row("member", member.name, member.code, signs, self._figures(len(handed), 1))

    def _figures(self, done: int, members: int) -> str:
        return f"{done}/{members * len(self.found['dossiers'])}"

    def counted(self, w: Words) -> str:
        """« 9 fiches remises sur 12 », of those who vote."""
        if self.found["phase"] == "no-sheets":
            return self.phase(w)
        done, awaited = self.found["handed_in"], self.found["expected"]
        return w.say_n("{n} sheet handed in of {all}", "{n} sheets handed in of {all}", done, all=awaited)

    def seats(self) -> tuple[int, int]:
        """How many seats handed in a sheet, and so count; how many might: those that vote and did not withdraw."""
        voting = {each.code for each in self.definition.members if each.votes}
        handed = [bool(each["handed_in"]) for each in self.found["sheets"] if each["member"] in voting]
        return sum(handed), len(handed)

    def notes(self, w: Words) -> list[str]:
        """Who withdrew from this lot, and which of its dossiers are out, each with the reason given."""
        notes = []
        for each in self.state.recusals:
            if each.lot in {self.lot.code, WHOLE_CALL}:
                name = self.definition.member(each.member).name
                scope = w.say("whole call") if each.lot == WHOLE_CALL else w.say("this lot")
                notes.append(
                    w.say("{name} withdrew for a conflict of interest ({scope}): {reason}",
                          name=name, scope=scope, reason=each.reason)
                )  # fmt: skip
        for dossier in self.definition.dossiers_of(self.lot.code):
            name = f"{dossier.code} {dossier.applicant}"
            if dossier.variant_of:
                notes.append(w.say("{dossier}: variant of {base}", dossier=dossier.code, base=dossier.variant_of))
            if refused := self.state.refused.get(dossier.code):
                steps = refusal_steps(self.definition, refused)
                notes.append(name + w.say(": ") + ". ".join(w.step(each) for each in steps))
            elif withdrawn := self.state.withdrawn.get(dossier.code):
                notes.append(name + w.say(": ") + w.step(fault("withdrawn", reason=withdrawn.reason)))
        return notes

    def phase(self, w: Words) -> str:
        """Where the lot stands."""
        if not self.state.adoption:
            return w.say("not adopted yet")
        phases = {
            "blind": w.say("blind scoring"),
            "opened": w.say("marks opened"),
            "closed": w.say("scoring closed"),
            "no-sheets": w.say("no sheets: the commission enters its ranks"),
        }
        return phases[self.found["phase"]]

    def missing(self) -> dict[str, list[str]]:
        """The sheets not handed in of those who vote: dossiers by member's name, in the order of the session file."""
        found: dict[str, list[str]] = {}
        for member, dossier in self.state.not_handed_in(self.lot.code):
            found.setdefault(self.definition.member(member).name, []).append(dossier)
        return found

    def incomplete(self) -> dict[str, list[str]]:
        """The sheets handed in with blank lines, and how many, by member's name: which lines, or what the others say, no."""
        found = self.state.incomplete(self.lot.code)
        return {
            self.definition.member(member).name: [f"{code} ({count})" for code, count in dossiers.items()]
            for member, dossiers in found.items()
        }


def lot_title(definition: Definition, lot: Lot) -> str:
    """A lot as the call calls it: « service Nord »; the call itself where it has no lots."""
    return lot.title if lot.code == WHOLE_CALL else f"{definition.call.lot_label} {lot.title}"
