"""The opening of marks freezes what it had seen; what comes after is late, or a revision that the presidency frees."""

from __future__ import annotations

import msgspec
import pytest

from commission.session import access
from commission.session.entry import Open
from commission.session.fold import fold
from tests.build import Table, a_call, a_dossier, a_lot, a_session, hand_in, mark
from tests.session.machines import Machine, Machines, adopted, chained, reasons

SESSION = a_session(
    ("ana", "bob", "pre!"), (a_dossier("n1", "n"), a_dossier("n2", "n"), a_dossier("s1", "s")),
    a_call(lots=(a_lot("n"), a_lot("s"))),
)  # fmt: skip


@pytest.fixture
def opened() -> tuple[Machines, Machine, Machine, Machine]:
    """Lot n, opened after ana handed in n1; her second machine and the desk's knows nothing of it yet."""
    machines, (one, other, desk, presidency) = adopted(SESSION, "ana", "ana", "desk", "pre@desk")
    one.mark("n1", "A2", "3")
    one.act("hand-in", dossier="n1")
    machines.share(desk)
    desk.act("open", lot="n")
    machines.share(desk, presidency)
    return machines, one, other, presidency


def value(machines: Machines, member: str = "ana", dossier: str = "n1") -> str:
    """The mark of this member on A2."""
    return machines.everything.sheet(member, dossier).cell("A2").value


def test_the_opening_names_who_has_not_handed_in() -> None:
    machines, (ana, desk) = adopted(SESSION, "ana", "desk")
    ana.act("hand-in", dossier="n1")
    machines.share()
    desk.act("open", lot="N")
    opening = machines.everything.opened["n"]
    assert opening.missing == ("ana/n2", "bob/n1", "bob/n2", "pre/n1", "pre/n2")
    assert not machines.everything.is_open("s")
    assert desk.refused("open", lot="n") == ["already-opened"]


def test_what_the_opening_had_seen_stays(opened: tuple[Machines, Machine, Machine, Machine]) -> None:
    assert value(opened[0]) == "3"
    assert opened[0].everything.late == {}


def test_a_mark_that_had_not_seen_it_is_late_and_counts_once_admitted(
    opened: tuple[Machines, Machine, Machine, Machine],
) -> None:
    machines, one, _, presidency = opened
    late = one.mark("n2", "A2", "5")
    machines.share(presidency)
    assert set(machines.everything.late) == {late}
    assert reasons(machines.everything) == {}
    assert value(machines, dossier="n2") == ""
    assert presidency.refused("admit", entries=late) == ["missing-field"]
    assert presidency.refused("admit", entries=",", reason="r") == ["missing-field"]
    assert presidency.refused("admit", entries="x:1", reason="r") == ["not-late"]
    presidency.act("admit", entries=late, reason="clé retrouvée")
    assert machines.everything.late == {}
    assert value(machines, dossier="n2") == "5"


def test_late_beside_a_sheet_handed_in_is_late_too_and_admitted_is_a_rival(
    opened: tuple[Machines, Machine, Machine, Machine],
) -> None:
    machines, _, other, presidency = opened
    late = other.mark("n1", "A2", "5")
    machines.share(presidency)
    assert set(machines.everything.late) == {late}
    assert value(machines) == "3"
    presidency.act("admit", entries=late, reason="clé retrouvée")
    assert machines.everything.sheet("ana", "n1").cell("A2").rivals == ("3", "5")


def test_a_late_mark_that_replaces_leaves_the_old_one_until_it_is_admitted(
    opened: tuple[Machines, Machine, Machine, Machine],
) -> None:
    machines, one, _, presidency = opened
    one.act("reopen", dossier="n1")
    late = one.mark("n1", "A2", "5")
    assert value(machines) == "3"
    machines.share(presidency)
    assert len(machines.everything.late) == 2
    presidency.act("admit", entries=late, reason="r")
    assert value(machines) == "5"


def test_a_late_hand_in_closes_nothing_until_it_is_admitted(
    opened: tuple[Machines, Machine, Machine, Machine],
) -> None:
    machines, one, _, presidency = opened
    late = one.act("hand-in", dossier="n2")
    assert not machines.everything.sheet("ana", "n2").handed_in
    machines.share(presidency)
    presidency.act("admit", entries=late, reason="r")
    assert machines.everything.sheet("ana", "n2").handed_in


def test_another_lot_is_not_touched(opened: tuple[Machines, Machine, Machine, Machine]) -> None:
    machines, one, other, _ = opened
    one.mark("s1", "A2", "5")
    machines.share()
    other.mark("s1", "B1", "5")
    other.act("hand-in", dossier="s1")
    assert reasons(machines.everything) == {}
    assert machines.everything.late == {}
    assert machines.everything.sheet("ana", "s1").handed_in


def test_whoever_has_seen_the_opening_needs_the_presidency_and_a_reason(
    opened: tuple[Machines, Machine, Machine, Machine],
) -> None:
    machines, one, _, presidency = opened
    machines.share()
    new = {"dossier": "n1", "code": "A2", "value": "4"}
    assert one.refused("mark", **new, reason="r") == ["marks-opened"]
    assert one.refused("reopen", dossier="n1", reason="r") == ["presidency-reopens"]
    presidency.act("reopen", dossier="n1", reason="erreur de ligne", **{"for": "ana"})
    machines.share()
    assert one.refused("mark", **new) == ["reason-required"]
    one.act("mark", **new, reason="lu trop vite")
    one.act("hand-in", dossier="n1")
    assert value(machines) == "4"
    assert machines.everything.sheet("ana", "n1").handed_in
    assert reasons(machines.everything) == {}
    assert one.refused("mark", **new, reason="r") == ["marks-opened"]


def test_a_sheet_never_handed_in_is_frozen_too_until_the_presidency_frees_it(
    opened: tuple[Machines, Machine, Machine, Machine],
) -> None:
    machines, one, _, presidency = opened
    machines.share()
    for kind, more in {"mark": {"code": "A2", "value": "4", "reason": "r"}, "hand-in": {},
                       "observation": {"code": "A2", "text": "x"}}.items():  # fmt: skip
        assert one.refused(kind, dossier="n2", **more) == ["marks-opened"]
    freed = access.may_score(one.state, "ana", "n2")
    assert freed is not None
    assert freed.code == "marks-opened"
    presidency.act("reopen", dossier="n2", reason="remise oubliée", **{"for": "ana"})
    again = {"dossier": "n2", "reason": "r", "for": "ana"}
    assert presidency.refused("reopen", **again) == ["sheet-not-handed-in"]
    machines.share()
    one.act("observation", dossier="n2", code="A2", text="x")
    one.mark("n2", "A2", "4", reason="r")
    one.act("hand-in", dossier="n2")
    assert value(machines, dossier="n2") == "4"
    assert machines.everything.sheet("ana", "n2").handed_in
    assert reasons(machines.everything) == {}


def test_a_reopening_before_the_opening_frees_nothing_after_it() -> None:
    machines, (ana, presidency) = adopted(SESSION, "ana", "pre@desk")
    ana.act("hand-in", dossier="n1")
    machines.share()
    presidency.act("reopen", dossier="n1", reason="r", **{"for": "ana"})
    presidency.act("open", lot="n")
    machines.share()
    assert ana.refused("mark", dossier="n1", code="A2", value="4", reason="r") == ["marks-opened"]


def forged(machines: Machines, *entries: object, seen: str) -> dict[str, str]:
    """The reasons why these entries of bob, written knowing this act, have no effect."""
    known = [msgspec.structs.replace(each, n=n, by="bob", seen=seen) for n, each in enumerate(entries, 1)]  # type: ignore[type-var]
    return reasons(fold(SESSION, [*machines.journals(), chained("bob", "bbbbbbbb", known)]))  # type: ignore[arg-type]


def test_the_fold_holds_a_revision_to_the_same(opened: tuple[Machines, Machine, Machine, Machine]) -> None:
    machines, _, _, presidency = opened
    seen = machines.everything.last_act
    assert forged(machines, mark("n1", "A2", "4", reason="r"), seen=seen) == {"bbbbbbbb:1": "marks-opened"}
    presidency.act("reopen", dossier="n1", reason="r", **{"for": "bob"})
    # It had seen the opening and not the reopening.
    assert forged(machines, mark("n1", "A2", "4", reason="r"), seen=seen) == {"bbbbbbbb:1": "marks-opened"}
    seen = machines.everything.last_act
    assert forged(machines, mark("n1", "A2", "4"), seen=seen) == {"bbbbbbbb:1": "reason-required"}
    assert forged(machines, mark("n1", "A2", "4", reason="r"), seen=seen) == {}
    assert forged(machines, hand_in("n2"), seen=seen) == {"bbbbbbbb:1": "marks-opened"}
    assert forged(machines, hand_in("n1"), seen=seen) == {}


def test_an_opening_named_beside_another_act_was_seen_all_the_same(
    opened: tuple[Machines, Machine, Machine, Machine],
) -> None:
    machines = opened[0]
    state = machines.everything
    adoption, opening = (each.name for each in state.acts)
    beside = mark("n1", "A2", "4", reason="r", after=(opening,))
    assert forged(machines, beside, seen=adoption) == {"bbbbbbbb:1": "marks-opened"}


def test_what_is_written_after_the_presidencys_leave_replaces_a_late_mark_admitted_or_not(
    opened: tuple[Machines, Machine, Machine, Machine],
) -> None:
    machines, _, other, presidency = opened
    late = other.mark("n1", "A2", "5")
    machines.share()
    presidency.act("reopen", dossier="n1", reason="r", **{"for": "ana"})
    machines.share()
    other.mark("n1", "A2", "6", reason="r")
    assert value(machines) == "6"
    machines.share()
    presidency.act("admit", entries=late, reason="r")
    assert value(machines) == "6"
    assert machines.everything.conflicts() == []


def test_who_knew_of_an_opening_beside_another_act_had_seen_it() -> None:
    machines, (ana, desk, presidency) = adopted(SESSION, "ana", "desk", "pre@desk")
    ana.act("hand-in", dossier="n1")
    machines.share(desk)
    desk.act("open", lot="n")
    presidency.act("refuse", dossier="n2", ground="late", reason="reçu le 27 août")  # it had not heard of the opening
    machines.share()
    assert len(ana.state.act_tips) == 2
    presidency.act("reopen", dossier="n1", reason="r", **{"for": "ana"})
    machines.share()
    ana.mark("n1", "A2", "4", reason="r")
    assert machines.everything.late == {}
    assert reasons(machines.everything) == {}
    assert value(machines) == "4"


def test_a_mark_made_between_two_acts_that_nobody_has_joined_yet() -> None:
    machines, (ana, desk, presidency) = adopted(SESSION, "ana", "desk", "pre@desk")
    ana.act("hand-in", dossier="n1")
    machines.share(desk, presidency)
    desk.act("open", lot="n")
    machines.share(presidency)
    presidency.act("reopen", dossier="n1", reason="r", **{"for": "ana"})
    desk.act("withdraw", dossier="s1", reason="r")
    machines.share(ana)
    name = ana.mark("n1", "A2", "4", reason="r")
    entry = machines.files[name.partition(":")[0]][1][-1]
    assert set(ana.state.act_tips) <= {entry.seen, *entry.after}
    assert value(machines) == "4"


def test_a_journal_rewritten_after_the_opening_is_late_as_a_whole(
    opened: tuple[Machines, Machine, Machine, Machine],
) -> None:
    machines, _, _, _ = opened
    files = machines.journals()
    place = next(index for index, each in enumerate(files) if each.header.actor == "ana")
    first, *rest = files[place].entries
    changed = msgspec.structs.replace(first, value="7")
    files[place] = chained("ana", files[place].writer, [changed, *rest])
    state = fold(SESSION, files)
    assert [each.entry for _, each in sorted(state.late.items())] == files[place].entries
    assert state.sheet("ana", "n1").cells == {}


def test_a_journal_that_has_not_fully_arrived_is_not_late(opened: tuple[Machines, Machine, Machine, Machine]) -> None:
    machines, _, _, _ = opened
    some = {name: 1 if actor == "ana" else len(entries) for name, (actor, entries) in machines.files.items()}
    state = fold(SESSION, machines.journals(some))
    assert state.late == {}
    assert state.sheet("ana", "n1").cell("A2").value == "3"


@pytest.mark.parametrize("further", [0, 1])
def test_opened_twice_at_once_with_the_same_words_is_one_opening_that_freezes_what_either_had_seen(
    further: int,
) -> None:
    machines, (ana, desk, presidency) = adopted(SESSION, "ana", "desk", "pre@desk")
    ana.mark("n1", "A2", "3")
    machines.share((presidency, desk)[further])
    ana.mark("n1", "B1", "4")
    machines.share((desk, presidency)[further])
    openings = [desk.act("open", lot="n"), presidency.act("open", lot="n")]
    state = machines.everything
    assert reasons(state) == {}
    assert state.late == {}
    assert set(openings) <= {each.name for each in state.acts}
    assert {code: cell.value for code, cell in state.sheet("ana", "n1").cells.items()} == {"A2": "3", "B1": "4"}
    first = state.opened["n"]
    assert isinstance(first, Open)
    for each in openings:
        assert forged(machines, mark("n1", "A2", "4", reason="r"), seen=each) == {"bbbbbbbb:1": "marks-opened"}


def test_scoring_is_closed_only_once_opened(opened: tuple[Machines, Machine, Machine, Machine]) -> None:
    machines, _, _, presidency = opened
    assert presidency.refused("close", lot="s", reason="r") == ["not-opened"]
    assert presidency.refused("close", lot="n", reason=" ") == ["missing-field"]
    presidency.act("close", lot="n", reason="délai passé")
    assert presidency.refused("close", lot="n", reason="r") == ["already-closed"]
    assert machines.everything.closed["n"].reason == "délai passé"


def test_a_recused_member_keeps_the_marks_and_scores_no_more() -> None:
    machines, (ana, desk) = adopted(SESSION, "ana", "desk")
    ana.mark("n1", "A2", "3")
    ana.act("recuse", lot="n", reason="administratrice du candidat")
    assert ana.refused("mark", dossier="n1", code="A2", value="4") == ["recused"]
    assert ana.refused("mark", dossier="s1", code="A2", value="4") == []
    assert ana.refused("recuse", lot="n", reason="r") == ["already-recused"]
    assert ana.refused("recuse", lot="*", reason="r", member="bob") == ["not-yours"]
    state = machines.everything
    assert state.is_recused("ana", "n")
    assert not state.is_recused("ana", "s")
    assert state.sheet("ana", "n1").cell("A2").value == "3"
    assert [each.code for each in state.scorers("n")] == ["bob", "pre"]
    machines.share(desk)
    desk.act("open", lot="n")
    state = machines.everything
    assert "ana/n1" not in state.opened["n"].missing
    assert [each.code for each in [access.sees_result(state, access.Viewer("ana"), "n")] if each] == ["recused-viewer"]
    assert access.sees_result(state, access.Viewer("bob"), "n") is None
    assert [each.code for each in [access.sees_result(state, access.Viewer("bob"), "s")] if each] == ["lot-blind"]


def test_a_recusal_from_the_whole_call() -> None:
    machines, (presidency,) = adopted(SESSION, "pre@desk")
    presidency.act("recuse", lot="*", member="BOB", reason="r")
    assert machines.everything.is_recused("bob", "n")
    assert machines.everything.is_recused("bob", "s")


def test_the_only_lot_needs_no_name() -> None:
    table = Table(a_session(("pre!", "ana"), ("d1",))).adopt().sheet("ana", "d1", A1="1")
    table.act("pre@desk", "open")
    assert table.state.is_open("*")
    table.act("pre@desk", "close", reason="r")
    assert "*" in table.state.closed
