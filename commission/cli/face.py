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
    from commission.session.state import Ineffective, Named

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
        self._room: Room | None = None

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

        # Kept to the end of the command: taking a session apart object by object would be 3 % of a ranking.
        room = self._room = Room.open(folder, who, desk=desk)
        self.warn(room)
        return room

    def warn(self, room: Room) -> None:
        """Files changed since adoption, journals' faults, rival acts and marks, late entries: what this viewer may know."""
        from commission.publication.naming import with_names
        from commission.session import access

        for each in room.faults:
            self.fault(each)
        for topic, rivals in sorted(room.state.contradictions.items()):
            acts = [each.name for each in rivals]
            self.fault(Fault("contradicting-acts", {"topic": topic, "acts": acts}))
        for (member, dossier), code, cell in access.shown_conflicts(room.state, room.viewer):
            fields = {"member": member, "dossier": dossier, "sub": code, "entries": list(cell.tips)}
            self.fault(with_names(room.definition, Fault("cell-conflict", fields)))
        self._without_effect(room, access.shown_ineffective(room.state, room.viewer))
        if room.viewer.at_desk:
            self._late(room, access.shown_late(room.state, room.viewer))

    def whole(self, room: Room) -> None:
        """What acts had seen of journals that are not here, or not as they were: the desk's to know before it ranks."""
        from commission.files.journals import check_heads

        if room.viewer.at_desk:
            for each in check_heads(room.journals):
                self.fault(each, FAULTY)

    def _without_effect(self, room: Room, found: Iterable[Ineffective]) -> None:
        """One line for each journal and reason, however many entries it is about."""
        from commission.publication.naming import name_of

        groups: dict[tuple[str, str], list[Ineffective]] = {}
        for each in found:
            groups.setdefault((each.named.actor, each.reason.code), []).append(each)
        for (actor, _), group in groups.items():
            entries = [each.name for each in _in_file_order(each.named for each in group)]
            said = dict.fromkeys(self.words.short(each.reason) for each in group)
            reason = " / ".join([*list(said)[:REASONS], *["…"][: len(said) - REASONS]])
            fields = {"actor": name_of(room.definition, actor), "reason": reason}
            if len(entries) == 1:
                self.fault(Fault("no-effect", {"entry": entries[0], **fields}))
            else:
                self.fault(Fault("no-effects", {"count": len(entries), "entries": entries, **fields}))

    def _late(self, room: Room, found: Iterable[Named]) -> None:
        """One line for each member and kind of late entry."""
        from commission.publication.naming import with_names

        groups: dict[tuple[str, str], list[Named]] = {}
        for each in found:
            groups.setdefault((each.member, str(each.entry.__struct_config__.tag)), []).append(each)
        for (member, kind), group in groups.items():
            fields = {"entry": [each.name for each in _in_file_order(group)], "member": member, "kind": kind}
            self.fault(with_names(room.definition, Fault("late-entry", fields)))


def _in_file_order(found: Iterable[Named]) -> list[Named]:
    return sorted(found, key=lambda each: (each.writer, each.entry.n))


REASONS = 3
"""How many ways of saying one reason a line repeats."""
WRONG_COMMAND = frozenset(
    {
        "unknown-command", "unknown-option", "missing-argument", "option-needs-value", "extra-argument",
        "unknown-choice", "unknown-language", "unknown-act", "unknown-field", "missing-field", "field-not-given",
        "unknown-member", "unknown-dossier", "unknown-lot", "unknown-sub", "unknown-ground", "not-presiding", "not-yours",
        "mark-not-a-number", "mark-negative", "mark-above-max", "mark-off-step", "agreed-not-a-mark",
        "reason-required", "needs-terminal",
        "not-a-pseudonym", "not-a-day", "not-an-age", "not-a-word", "not-a-rank", "age-out-of-range", "days-required",
        "days-not-asked", "days-reversed", "one-option-only", "personal-field", "exchange-required", "unknown-fiche",
        "unknown-fiche-field", "unknown-service", "unknown-territory", "unknown-condition", "unknown-option-of",
        "unknown-agreement", "unknown-opinion", "unknown-circuit-piece", "not-a-circuit",
        "who-required", "dumb-terminal", "desk-needs-terminal", "room-needs-terminal", "unknown-grid", "repeated-field",
        "not-a-count", "award-not-read", "reason-without-dossier", "two-reasons",
    }
)  # fmt: skip
"""Faults without a place in a file that say: this command, as typed, cannot be done."""
