"""A session played at random over seven machines: what is accepted has its effect, and all readers agree.

A member on two machines, another who may withdraw, the desk on two, two co-presidents; files travel when they travel.
"""

from __future__ import annotations

from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from commission.rules.fault import Refused
from commission.session.fold import fold
from commission.session.state import Sheet, State
from tests.build import a_call, a_dossier, a_lot, a_member, a_session
from tests.session.machines import Machine, Machines, reasons

SESSION = a_session(
    ("ana", "bob", "cyr", a_member("pre", "co-president"), a_member("cop", "co-president")),
    (a_dossier("n1", "n"), a_dossier("n2", "n"), a_dossier("s1", "s")),
    a_call(lots=(a_lot("n"), a_lot("s"))),
)
SITTING = ("ana", "ana", "cyr", "desk", "desk", "pre@desk", "cop@desk")
PLACES = st.integers(0, len(SITTING) - 1)
DOSSIERS = st.sampled_from(["n1", "n1", "n2", "s1"])
REASON = {"reason": "parce que"}


def decided(state: State) -> dict[str, object]:
    """What every reader must find the same, whatever journals they may open."""
    names = ("adoption", "opened_by", "closed", "refused", "withdrawn", "admitted", "settled", "contradictions")
    return {name: getattr(state, name) for name in names}


def own(state: State, member: str) -> dict[str, Sheet]:
    """The sheets of a member."""
    return {dossier: sheet for (who, dossier), sheet in state.sheets.items() if who == member}


class Play(RuleBasedStateMachine):
    """One random session. The desk types for bob, who has no machine of his own."""

    def __init__(self) -> None:
        super().__init__()
        self.machines = Machines(SESSION)
        self.sitting = [self.machines.machine(who) for who in SITTING]
        self.sitting[3].act("adopt")
        self.machines.share()

    def play(self, machine: Machine, kind: str, fields: dict[str, str]) -> None:
        """Act: a refusal changes nothing; what is accepted has its effect for whoever knows no more."""
        state = machine.state
        before = machine.state
        files = self.machines.files
        everything = {name: len(written) for name, (_, written) in files.items()}
        knew_all = machine.known == everything
        try:
            named = machine.write(kind, state, **fields)
        except Refused as refused:
            unchanged = everything == {name: len(written) for name, (_, written) in files.items()}
            if not (refused.faults and unchanged and state == before):
                raise AssertionError(f"{kind} was refused and changed something") from refused
            return
        views = [machine.state, self.machines.everything] if knew_all else [machine.state]
        for view in views:
            assert named.name not in reasons(view), reasons(view)[named.name]
            assert named.name not in view.late

    @rule(
        place=PLACES, dossier=DOSSIERS, code=st.sampled_from(["A2", "B1"]), value=st.sampled_from(["3", "5", "", "8"])
    )
    def mark(self, place: int, dossier: str, code: str, value: str) -> None:
        """A mark, at the desk for bob; now and then above the maximum."""
        machine = self.sitting[place]
        who = {"for": "bob"} if machine.viewer.at_desk else {}
        self.play(machine, "mark", {"dossier": dossier, "code": code, "value": value, **REASON, **who})

    @rule(place=PLACES, dossier=DOSSIERS)
    def observe(self, place: int, dossier: str) -> None:
        """An observation."""
        machine = self.sitting[place]
        who = {"for": "bob"} if machine.viewer.at_desk else {}
        self.play(machine, "observation", {"dossier": dossier, "code": "A2", "text": "bien", **who})

    @rule(place=PLACES, dossier=DOSSIERS)
    def hand_in(self, place: int, dossier: str) -> None:
        """A sheet handed in."""
        machine = self.sitting[place]
        who = {"for": "bob"} if machine.viewer.at_desk else {}
        self.play(machine, "hand-in", {"dossier": dossier, **who})

    @rule(place=PLACES, dossier=DOSSIERS, member=st.sampled_from(["ana", "bob", "cyr"]))
    def reopen(self, place: int, dossier: str, member: str) -> None:
        """A sheet reopened: by its member, by the desk for bob, by the presidency for anyone."""
        machine = self.sitting[place]
        who = {"for": member if machine.viewer.presides else "bob"} if machine.viewer.at_desk else {}
        self.play(machine, "reopen", {"dossier": dossier, **REASON, **who})

    @rule(place=PLACES, kind=st.sampled_from(["open", "open", "close"]), lot=st.sampled_from(["n", "n", "s"]))
    def phase(self, place: int, kind: str, lot: str) -> None:
        """A lot opened or closed."""
        self.play(self.sitting[place], kind, {"lot": lot, **(REASON if kind == "close" else {})})

    @rule(place=PLACES, dossier=DOSSIERS, kind=st.sampled_from(["refuse", "withdraw"]), why=st.sampled_from(["a", "b"]))
    def out(self, place: int, dossier: str, kind: str, why: str) -> None:
        """A dossier refused or withdrawn."""
        ground = {"ground": "late"} if kind == "refuse" else {}
        self.play(self.sitting[place], kind, {"dossier": dossier, "reason": why, **ground})

    @rule(place=st.sampled_from([2, 5, 6]), lot=st.sampled_from(["n", "s", "*"]))
    def recuse(self, place: int, lot: str) -> None:
        """Cyr withdraws, or is withdrawn."""
        self.play(self.sitting[place], "recuse", {"member": "cyr", "lot": lot, **REASON})

    @rule(place=st.sampled_from([5, 6]), pick=st.integers(0, 20))
    def admit(self, place: int, pick: int) -> None:
        """A late entry admitted."""
        if late := sorted(self.sitting[place].state.late):
            self.play(self.sitting[place], "admit", {"entries": late[pick % len(late)], **REASON})

    @rule(place=st.sampled_from([5, 6]), pick=st.integers(0, 20))
    def settle(self, place: int, pick: int) -> None:
        """A contradiction or a conflict settled."""
        state = self.sitting[place].state
        groups = [sorted(each.name for each in group) for group in state.contradictions.values()]
        groups += [sorted(cell.tips) for _, _, cell in state.conflicts()]
        if groups:
            names = groups[pick % len(groups)]
            self.play(
                self.sitting[place], "settle", {"entries": " ".join(names), "holds": names[pick % len(names)], **REASON}
            )

    @rule(place=PLACES, also=PLACES)
    def share(self, place: int, also: int) -> None:
        """Files arrive at two machines."""
        self.machines.share(self.sitting[place], self.sitting[also])

    @rule()
    @precondition(lambda self: len(self.machines.files) > 2)
    def share_all(self) -> None:
        """Files arrive everywhere: each member then sees the same acts as the desk, and their own sheets the same."""
        self.machines.share()
        desk = self.machines.everything
        for machine, member in ((self.sitting[0], "ana"), (self.sitting[2], "cyr")):
            face = machine.state
            assert decided(face) == decided(desk)
            assert own(desk, member) == own(face, member)
            assert face.is_recused("cyr", "n") == desk.is_recused("cyr", "n") or member != "cyr"

    @invariant()
    def any_order(self) -> None:
        """Whoever reads all files, in any order, finds the same, and each ineffective entry once."""
        files = self.machines.journals()
        state = fold(SESSION, files)
        reasons(state)
        Random(len(files)).shuffle(files)
        assert fold(SESSION, files) == state


TestPlay = Play.TestCase
TestPlay.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
