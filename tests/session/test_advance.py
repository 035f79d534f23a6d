"""Moving a state on by one mark gives what folding everything anew gives, or says that it cannot."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from commission.session import access
from commission.session.fold import fold
from commission.session.sheets import advance
from commission.session.state import Named
from tests.build import AT, a_session, adoption, journal, mark
from tests.session.machines import Machine, Machines, adopted, signed

SESSION = a_session(("ana", "bob", "pre!"), ("d1", "d2"))
EARLIER, LATER = "2025-10-06T13:00:00+02:00", "2025-10-06T23:00:00+02:00"

STEPS = st.tuples(
    st.sampled_from(["mark", "mark", "mark", "observation", "hand-in", "reopen", "share", "open", "back"]),
    st.integers(0, 3),
    st.sampled_from(["d1", "d2"]),
    st.sampled_from(["A2", "B1"]),
    st.sampled_from(["3", "5", "", "declined"]),
)


def fields_of(machine: Machine, kind: str, dossier: str, code: str, value: str) -> dict[str, str]:
    """What is given with this act."""
    fields = {"dossier": dossier}
    if machine.viewer.at_desk:
        fields["for"] = "bob"
    if kind == "mark":
        fields |= {"code": code, "value": value, "reason": "parce que"}
    if kind == "observation":
        fields |= {"code": code, "text": f"bien {value}"}
    if kind == "reopen":
        fields["reason"] = "parce que"
    return fields


def take(machines: Machines, machine: Machine, kind: str, fields: dict[str, str]) -> bool | None:
    """One act at this machine, moved on by ``advance`` and compared with a fresh fold; None if it was refused."""
    state = machine.state
    if kind == "open":
        fields = {"lot": "*"}
    if machine.refused(kind, **fields):
        return None
    named = machine.write(kind, state, **fields)
    moved = advance(state, named)
    if moved:
        assert state == machine.state
    return moved


@settings(max_examples=150)
@given(st.lists(STEPS, max_size=14))
def test_own_marks_and_observations_move_the_state_as_a_fold_would(
    steps: list[tuple[str, int, str, str, str]],
) -> None:
    machines, sitting = adopted(SESSION, "ana", "ana", "desk", "pre@desk")
    for kind, place, dossier, code, value in steps:
        machine = sitting[place]
        if kind == "share":
            machines.share(machine)
        elif kind == "back":  # the clock of this machine goes back
            machine.at = EARLIER if machine.at == AT else AT
        else:
            moved = take(machines, machine, kind, fields_of(machine, kind, dossier, code, value))
            assert moved is None or kind in {"mark", "observation"} or not moved


def test_it_moves_on_in_the_ordinary_case() -> None:
    machines, (ana,) = adopted(SESSION, "ana")
    for code, value in (("A2", "3"), ("A2", "4"), ("B1", "declined"), ("A2", "")):
        assert take(machines, ana, "mark", fields_of(ana, "mark", "d1", code, value))
    assert take(machines, ana, "observation", fields_of(ana, "observation", "d1", "A2", "un"))
    assert take(machines, ana, "observation", {"dossier": "d1", "code": "A2", "text": ""})
    assert take(machines, ana, "hand-in", {"dossier": "d1"}) is False
    assert ana.state.last_entry["ana"].entry.n == 6


def test_a_mark_that_names_two_rivals_ends_their_conflict() -> None:
    machines, (one, other) = adopted(SESSION, "ana", "ana")
    one.mark("d1", "A2", "3")
    other.mark("d1", "A2", "4")
    machines.share(one, other)
    assert len(one.state.conflicts()) == 1
    one.at = LATER
    assert take(machines, one, "mark", fields_of(one, "mark", "d1", "A2", "5"))
    assert one.state.conflicts() == []


def test_it_asks_for_a_fold_where_a_rival_is_not_named() -> None:
    state = fold(SESSION, [adoption(), journal("ana", mark("d1", "A2", "3"))])
    assert not advance(state, Named("cccccccc:1", "ana", signed(mark("d1", "A2", "4"), "ana")))
    assert state.sheet("ana", "d1").cell("A2").value == "3"


def test_where_the_clock_went_back_the_fold_says_which_entry_is_the_last() -> None:
    machines, (one, other) = adopted(SESSION, "ana", "ana")
    first = one.mark("d1", "A2", "3")
    machines.share()
    other.at = EARLIER
    assert take(machines, other, "mark", {"dossier": "d2", "code": "B1", "value": "5"}) is False
    assert other.state.last_entry["ana"].name == first


def test_the_last_entry_is_the_members_own_and_never_one_typed_for_them() -> None:
    machines, (ana, desk) = adopted(SESSION, "ana", "desk")
    ana.mark("d1", "A2", "3")
    machines.share()
    assert take(machines, desk, "mark", {"dossier": "d2", "code": "A2", "value": "3", "for": "ana"})
    assert {who: named.entry.n for who, named in machines.everything.last_entry.items()} == {"ana": 1}
    assert access.TYPED not in machines.everything.last_entry
