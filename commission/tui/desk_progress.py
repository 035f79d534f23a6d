"""How far a lot has come, for the desk: who has handed in which sheet. Never a mark, and never that one was begun.

Everything here is read from acts and hand-ins alone, so that the screen is the same whatever blind marks are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from commission.rules.fault import fault
from commission.rules.grid import Lot
from commission.session.definition import WHOLE_CALL, Definition, Dossier, Member
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


class Count(NamedTuple):
    """Sheets handed in, and sheets awaited."""

    done: int
    awaited: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The sheets of one lot: members down, dossiers in play across."""

    state: State
    lot: Lot

    @property
    def definition(self) -> Definition:
        """The session."""
        return self.state.definition

    @property
    def dossiers(self) -> list[Dossier]:
        """The dossiers that are scored."""
        return self.state.in_play(self.lot.code)

    def count(self, *, votes: bool = True) -> Count:
        """The sheets of the members who vote, or of those who do not."""
        members = [each for each in self.state.scorers(self.lot.code) if each.votes == votes]
        dossiers = self.dossiers
        done = sum(self.state.sheet(one.code, each.code).handed_in for one in members for each in dossiers)
        return Count(done, len(members) * len(dossiers))

    def rows(self, w: Words) -> list[Row]:
        """Those who vote, then those with a consultative voice, in the order of the session file."""
        rows: list[Row] = []
        for votes in (True, False):
            members = [each for each in self.definition.members if each.votes == votes]
            if members:
                label = w.say("Deliberative voice") if votes else w.say("Consultative voice, not awaited")
                rows.append(Row("group", label, figures=_figures(self.count(votes=votes))))
                rows += [self._row(each) for each in members]
        return rows

    def _row(self, member: Member) -> Row:
        dossiers = self.dossiers
        if self.state.is_recused(member.code, self.lot.code):
            return Row("member", member.name, member.code, (OUT,) * len(dossiers), OUT)
        handed = [self.state.sheet(member.code, each.code).handed_in for each in dossiers]
        signs = tuple(HANDED if each else WAITING for each in handed)
        return Row("member", member.name, member.code, signs, _figures(Count(sum(handed), len(handed))))

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
            if refused := self.state.refused.get(dossier.code):
                step = fault("refused", ground=refused.ground, reason=refused.reason)
                notes.append(name + w.say(": ") + w.step(step))
            elif withdrawn := self.state.withdrawn.get(dossier.code):
                notes.append(name + w.say(": ") + w.step(fault("withdrawn", reason=withdrawn.reason)))
        return notes

    def phase(self, w: Words) -> str:
        """Where the lot stands."""
        if not self.state.adoption:
            return w.say("not adopted yet")
        if self.lot.code in self.state.closed:
            return w.say("scoring closed")
        return w.say("marks opened") if self.state.is_open(self.lot.code) else w.say("blind scoring")

    def missing(self) -> dict[str, list[str]]:
        """The sheets not handed in of those who vote: dossiers by member's name, in the order of the session file."""
        found: dict[str, list[str]] = {}
        for member, dossier in self.state.not_handed_in(self.lot.code):
            found.setdefault(self.definition.member(member).name, []).append(dossier)
        return found


def _figures(count: Count) -> str:
    return f"{count.done}/{count.awaited}"


def lot_title(definition: Definition, lot: Lot) -> str:
    """A lot as the call calls it: « service Nord »; the call itself where it has no lots."""
    return lot.title if lot.code == WHOLE_CALL else f"{definition.call.lot_label} {lot.title}"
