"""Acts that contradict each other block their own step, and nothing else, until the presidency says which holds."""

from __future__ import annotations

from itertools import permutations

import msgspec
import pytest

from commission.rules.fault import Refused
from commission.session.entry import Adopt, Settle, Withdraw
from commission.session.fold import fold
from tests.build import AT, GRID_PRINT, SESSION_PRINT, a_call, a_dossier, a_lot, a_member, a_session, mark
from tests.session.machines import Machine, Machines, adopted, chained, reasons

SESSION = a_session(
    ("ana", a_member("pre", "co-president"), a_member("cop", "co-president")),
    (a_dossier("n1", "n"), a_dossier("s1", "s")),
    a_call(lots=(a_lot("n"), a_lot("s"))),
)

Three = tuple[Machines, Machine, Machine, Machine]


@pytest.fixture
def offices() -> Three:
    """The desk and the two co-presidents, each at a machine of their own."""
    machines, (desk, pre, cop) = adopted(SESSION, "desk", "pre@desk", "cop@desk")
    return machines, desk, pre, cop


def rivals(machines: Machines) -> dict[str, set[str]]:
    """The contradicting acts by topic."""
    return {topic: {each.name for each in group} for topic, group in machines.everything.contradictions.items()}


def test_a_refusal_and_a_withdrawal_at_once(offices: Three) -> None:
    machines, desk, pre, _ = offices
    refusal = pre.act("refuse", dossier="n1", ground="late", reason="reçu le 27 août à 9 h")
    withdrawal = desk.act("withdraw", dossier="n1", reason="courrier du 26 août")
    assert rivals(machines) == {"dossier n1": {refusal, withdrawal}}
    assert reasons(machines.everything) == dict.fromkeys((refusal, withdrawal), "contradicting-acts")
    state = machines.everything
    assert (state.refused, state.withdrawn) == ({}, {})
    machines.share()
    # Only this step is blocked.
    assert pre.refused("withdraw", dossier="n1", reason="r") == ["contradicting-acts"]
    assert desk.refused("withdraw", dossier="s1", reason="r") == []
    assert desk.refused("open", lot="n") == []
    pre.act("settle", entries=f"{refusal} {withdrawal}", holds=withdrawal, reason="le courrier précède")
    state = machines.everything
    assert reasons(state) == {refusal: "set-aside"}
    assert rivals(machines) == {}
    assert set(state.withdrawn) == {"n1"}
    assert state.refused == {}


def test_two_openings_that_name_other_missing_sheets(offices: Three) -> None:
    machines, desk, pre, _ = offices
    ana = machines.machine("ana")
    machines.share(ana)
    ana.act("hand-in", dossier="n1")
    machines.share(pre)
    openings = {desk.act("open", lot="n"), pre.act("open", lot="n")}
    assert rivals(machines) == {"open n": openings}
    assert not machines.everything.is_open("n")
    machines.share()
    assert desk.refused("open", lot="n") == ["contradicting-acts"]
    ana.mark("s1", "A2", "3")
    assert desk.refused("open", lot="s") == []
    pre.act("settle", entries=" ".join(openings), holds=max(openings), reason="r")
    assert machines.everything.opened_by == {"n": max(openings)}


def test_who_had_seen_an_opening_that_was_set_aside_had_seen_marks_opened(offices: Three) -> None:
    machines, desk, pre, _ = offices
    ana = machines.machine("ana")
    machines.share(ana)
    ana.act("hand-in", dossier="n1")
    machines.share(pre)
    aside, kept = desk.act("open", lot="n"), pre.act("open", lot="n")
    machines.share(pre)
    pre.act("settle", entries=f"{aside} {kept}", holds=kept, reason="r")
    revised = msgspec.structs.replace(mark("n1", "A2", "3", reason="r"), n=1, by="cop", seen=aside)
    state = fold(SESSION, [*machines.journals(), chained("cop", "cccccccc", [revised])])
    assert reasons(state) == {aside: "set-aside", "cccccccc:1": "marks-opened"}
    assert state.late == {}


def test_three_rivals_are_settled_by_naming_all_three(offices: Three) -> None:
    machines, desk, pre, cop = offices
    names = [
        pre.act("refuse", dossier="n1", ground="late", reason="un"),
        cop.act("refuse", dossier="n1", ground="incomplete", reason="deux"),
        desk.act("withdraw", dossier="n1", reason="trois"),
    ]
    assert rivals(machines) == {"dossier n1": set(names)}
    machines.share()
    assert pre.refused("settle", entries=" ".join(names[:2]), holds=names[0], reason="r") == ["nothing-to-settle"]
    pre.act("settle", entries=" ".join(names), holds=names[1], reason="r")
    assert reasons(machines.everything) == {names[0]: "set-aside", names[2]: "set-aside"}
    assert machines.everything.refused["n1"].ground == "incomplete"


def test_a_settlement_that_had_not_heard_of_a_third_rival_settles_only_its_two(offices: Three) -> None:
    machines, desk, pre, cop = offices
    one = pre.act("refuse", dossier="n1", ground="late", reason="un")
    two = cop.act("refuse", dossier="n1", ground="incomplete", reason="deux")
    pre.known = {**pre.known, **cop.known}
    pre.act("settle", entries=f"{one} {two}", holds=one, reason="r")
    assert rivals(machines) == {}
    three = desk.act("withdraw", dossier="n1", reason="trois")
    assert rivals(machines) == {"dossier n1": {one, three}}  # two was set aside, and stays so
    assert reasons(machines.everything)[two] == "set-aside"
    machines.share()
    pre.act("settle", entries=f"{one} {three}", holds=three, reason="r")
    assert reasons(machines.everything) == {one: "set-aside", two: "set-aside"}
    assert set(machines.everything.withdrawn) == {"n1"}


def test_two_settlements_that_contradict_each_other_settle_nothing(offices: Three) -> None:
    machines, desk, pre, cop = offices
    refusal = pre.act("refuse", dossier="n1", ground="late", reason="un")
    withdrawal = desk.act("withdraw", dossier="n1", reason="deux")
    machines.share()
    both = f"{refusal} {withdrawal}"
    for_one = pre.act("settle", entries=both, holds=refusal, reason="r")
    for_other = cop.act("settle", entries=both, holds=withdrawal, reason="r")
    topic = f"settle {' '.join(sorted((refusal, withdrawal)))}"
    assert rivals(machines) == {"dossier n1": {refusal, withdrawal}, topic: {for_one, for_other}}
    assert set(reasons(machines.everything).values()) == {"contradicting-acts"}
    machines.share()
    assert pre.refused("settle", entries=both, holds=refusal, reason="r") == ["contradicting-acts"]
    pre.act("settle", entries=f"{for_one} {for_other}", holds=for_other, reason="r")
    assert rivals(machines) == {}
    assert set(machines.everything.withdrawn) == {"n1"}
    assert reasons(machines.everything) == {refusal: "set-aside", for_one: "set-aside"}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"reason": " "}, "reason-required"), ({"holds": "zz:9"}, "settles-another")],
)
def test_a_settlement_without_effect_settles_nothing(offices: Three, fields: dict[str, str], reason: str) -> None:
    machines, desk, pre, _ = offices
    names = (
        pre.act("refuse", dossier="n1", ground="late", reason="un"),
        desk.act("withdraw", dossier="n1", reason="r"),
    )
    said = {"holds": names[0], "reason": "r", **fields}
    settle = Settle(n=1, at=AT, by="pre", prev="", entries=names, **said)
    state = fold(SESSION, [*machines.journals(), chained("presidency", "cccccccc", [settle])])
    assert reasons(state) == {**dict.fromkeys(names, "contradicting-acts"), "cccccccc:1": reason}
    assert state.settled == {}
    elsewhere = fold(SESSION, [*machines.journals(), chained("desk", "cccccccc", [settle])])
    assert reasons(elsewhere)["cccccccc:1"] == "not-yours"
    assert set(elsewhere.contradictions) == {"dossier n1"}


def test_a_later_settlement_that_names_more_has_the_last_word(offices: Three) -> None:
    machines, desk, pre, cop = offices
    one = pre.act("refuse", dossier="n1", ground="late", reason="un")
    two = cop.act("refuse", dossier="n1", ground="incomplete", reason="deux")
    three = desk.act("withdraw", dossier="n1", reason="trois")
    said = [
        Settle(n=1, at=AT, by="pre", prev="", entries=(one, two), holds=one, reason="r"),
        Settle(n=2, at=AT, by="pre", prev="", entries=(one, two, three), holds=two, reason="r"),
    ]
    for words, holds in ((said[:1], None), (said, two)):
        state = fold(SESSION, [*machines.journals(), chained("presidency", "cccccccc", words)])
        assert ({each.ground for each in state.refused.values()} == {"incomplete"}) == (holds == two)
        assert set(state.contradictions) == (set() if holds else {"dossier n1"})


def test_what_comes_after_rivals_and_knows_them_waits_for_the_settlement_too(offices: Three) -> None:
    machines, desk, pre, _ = offices
    names = pre.act("refuse", dossier="n1", ground="late", reason="un"), desk.act("withdraw", dossier="n1", reason="r")
    third = Withdraw(n=1, at=AT, by="desk", prev="", dossier="n1", reason="encore", after=names)
    state = fold(SESSION, [*machines.journals(), chained("desk", "cccccccc", [third])])
    assert reasons(state) == dict.fromkeys((*names, "cccccccc:1"), "contradicting-acts")
    assert {each.name for each in state.contradictions["dossier n1"]} == set(names)


def test_an_act_that_could_have_no_effect_contradicts_nothing(offices: Three) -> None:
    machines, _, pre, cop = offices
    pre.act("refuse", dossier="n1", ground="late", reason="un")
    other = cop.act("refuse", dossier="n1", ground="incomplete", reason="deux")
    writer, entries = other.partition(":")[0], machines.files[other.partition(":")[0]][1]
    entries[-1] = msgspec.structs.replace(entries[-1], ground="weather")
    state = machines.everything
    assert reasons(state) == {f"{writer}:1": "unknown-ground"}
    assert state.refused["n1"].ground == "late"


def test_the_same_thing_said_twice_at_once_is_no_contradiction(offices: Three) -> None:
    machines, _, pre, cop = offices
    said = {"dossier": "n1", "ground": "late", "reason": "reçu le 27 août"}
    pre.act("refuse", **said)
    cop.act("refuse", **said)
    assert reasons(machines.everything) == {}
    assert set(machines.everything.refused) == {"n1"}


def test_the_same_thing_said_again_later_is_refused(offices: Three) -> None:
    machines, _, pre, cop = offices
    said = {"dossier": "n1", "ground": "late", "reason": "reçu le 27 août"}
    pre.act("refuse", **said)
    machines.share()
    assert cop.refused("refuse", **said) == ["already-out"]


# --- adopting ---------------------------------------------------------------


def test_adopted_by_two_at_once_with_the_same_files_is_adopted() -> None:
    machines = Machines(SESSION)
    desk, pre = machines.machine("desk"), machines.machine("pre@desk")
    names = {desk.act("adopt"), pre.act("adopt", reason="ouverture de la séance")}
    state = machines.everything
    assert reasons(state) == {}
    assert {each.name for each in state.acts} == names
    assert state.adoption is not None
    machines.share()
    assert desk.refused("adopt") == ["already-adopted"]


def test_adopted_by_two_at_once_with_other_files_is_not_adopted_until_it_is_settled() -> None:
    machines, changed = Machines(SESSION), Machines(msgspec.structs.replace(SESSION, session_print="7" * 64))
    desk, pre, other = machines.machine("desk"), machines.machine("pre@desk"), changed.machine("cop@desk")
    names = desk.act("adopt"), other.act("adopt")
    machines.files.update(changed.files)
    assert machines.everything.adoption is None
    assert rivals(machines) == {"adopt": set(names)}
    machines.share()
    assert desk.refused("open", lot="n") == ["not-adopted"]
    pre.act("settle", entries=" ".join(names), holds=names[0], reason="r")
    assert machines.everything.file_changed() == []
    assert reasons(machines.everything) == {names[1]: "set-aside"}


def test_a_changed_file_is_named_and_blocks_the_opening_until_it_is_adopted(offices: Three) -> None:
    machines, desk, _, _ = offices
    assert machines.everything.file_changed() == []
    machines.definition = msgspec.structs.replace(SESSION, session_print="7" * 64, grid_print="8" * 64)
    changed = machines.everything.file_changed()
    assert [each.code for each in changed] == ["session-changed", "grid-changed"]
    assert changed[0].fields == {"adopted": SESSION_PRINT, "found": "7" * 64}
    assert changed[1].fields == {"adopted": GRID_PRINT, "found": "8" * 64}
    assert desk.refused("open", lot="n") == ["session-changed", "grid-changed"]
    assert desk.refused("adopt") == ["reason-required"]
    desk.act("adopt", reason="un dossier ajouté")
    assert machines.everything.file_changed() == []
    desk.act("open", lot="n")
    assert machines.everything.is_open("n")


def test_a_second_adoption_without_a_reason_has_no_effect(offices: Three) -> None:
    machines, _, _, _ = offices
    known = machines.everything.act_tips
    again = Adopt(n=1, at=AT, by="desk", prev="", session="7" * 64, grid=GRID_PRINT, after=known)
    state = fold(SESSION, [*machines.journals(), chained("desk", "cccccccc", [again])])
    assert reasons(state) == {"cccccccc:1": "reason-required"}
    assert state.file_changed() == []


def test_an_empty_grid_is_not_adopted() -> None:
    desk = Machines(a_session(("ana",), ("d1",), a_call({}))).machine("desk")
    assert desk.refused("adopt") == ["empty-grid"]


def test_nothing_depends_on_the_order_of_reading(offices: Three) -> None:
    machines, desk, pre, cop = offices
    pre.act("refuse", dossier="n1", ground="late", reason="un")
    cop.act("refuse", dossier="n1", ground="incomplete", reason="deux")
    desk.act("open", lot="n")
    machines.share()
    with pytest.raises(Refused):
        pre.act("refuse", dossier="n1", ground="late", reason="trois")
    files = machines.journals()
    states = [fold(SESSION, some) for some in permutations(files)]
    assert all(each == states[0] for each in states)
