"""What every command has in hand: its language, its output, and how it opens a session and tells what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from commission.cli.output import Output
from commission.rules.fault import Fault
from commission.words import Words

if TYPE_CHECKING:
    from commission.live.room import Room

DONE, FAULTY, WRONG = 0, 1, 2
"""The exit codes: done; the data has faults, each printed; the command was wrong."""
CRASHED = 70
"""The exit code of a fault of the program itself."""


class Face:
    """The command line for one command in one language.

    ``asked`` is the language that ``--lang`` names, empty for the session's own; ``code`` the exit code so far.
    """

    def __init__(self, words: Words, output: Output, asked: str = "") -> None:
        self.words, self.output, self.asked = words, output, asked
        self.code = DONE
        self._told: set[str] = set()

    def say(self, message: str, /, **fields: object) -> None:
        """One sentence on standard output."""
        self.output.line(self.words.say(message, **fields))

    def fault(self, fault: Fault, code: int | None = None) -> None:
        """One fault on standard error, once; ``code`` becomes the exit code if it is worse than it was."""
        self.tell(self.words.fault(fault), code)

    def tell(self, line: str, code: int | None = None) -> None:
        """One line on standard error, once."""
        if line not in self._told:
            self._told.add(line)
            self.output.error(line)
        self.code = max(self.code, code or DONE)

    def faults(self, faults: Iterable[Fault]) -> None:
        """Each fault on standard error; the exit code tells whether the data or the command is at fault."""
        for each in faults:
            self.fault(each, FAULTY if each.place or each.code not in WRONG_COMMAND else WRONG)

    def room(self, folder: Path, who: str, *, desk: bool = False) -> Room:
        """The session in ``folder`` for this viewer, after telling what they may know to be wrong in it."""
        from commission.live.room import Room

        room = Room.open(folder, who, desk=desk)
        self.warn(room)
        return room

    def warn(self, room: Room) -> None:
        """Files changed since adoption, journals' faults, rival acts and marks, late entries: what this viewer may know."""
        from commission.session import access

        for each in room.faults:
            self.fault(each)
        for topic, rivals in sorted(room.state.contradictions.items()):
            acts = [each.name for each in rivals]
            self.fault(Fault("contradicting-acts", {"topic": topic, "acts": acts}))
        for (member, dossier), code, cell in access.shown_conflicts(room.state, room.viewer):
            fields = {"member": member, "dossier": dossier, "sub": code, "entries": list(cell.tips)}
            self.fault(Fault("cell-conflict", fields))
        for ineffective in access.shown_ineffective(room.state, room.viewer):
            reason = self.words.short(ineffective.reason)
            name = ineffective.named.name
            self.fault(Fault("no-effect", {"entry": name, "actor": ineffective.named.actor, "reason": reason}))
        if room.viewer.at_desk:
            for named in access.shown_late(room.state, room.viewer):
                kind = str(named.entry.__struct_config__.tag)
                self.fault(Fault("late-entry", {"entry": named.name, "member": named.member, "kind": kind}))


WRONG_COMMAND = frozenset(
    {
        "unknown-command", "unknown-option", "missing-argument", "option-needs-value", "extra-argument",
        "unknown-choice", "unknown-language", "unknown-act", "unknown-field", "missing-field", "field-not-given",
        "unknown-member", "unknown-dossier", "unknown-lot", "unknown-sub", "unknown-ground", "not-presiding", "not-yours",
        "mark-not-a-number", "mark-negative", "mark-above-max", "mark-off-step", "reason-required", "needs-terminal",
        "who-required", "dumb-terminal", "desk-needs-terminal", "unknown-grid", "repeated-field",
    }
)  # fmt: skip
"""Faults without a place in a file that say: this command, as typed, cannot be done."""
