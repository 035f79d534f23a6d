"""What an opening froze is found again whatever came since; and every change since is told, from what to what."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import pytest
from msgspec.structs import replace

from commission.rules.fault import Refused
from commission.session import entry
from commission.session.changes import Change, by_line, changes
from commission.session.entry import Agree, Header, Journal
from commission.session.fold import fold
from commission.session.snapshot import snapshot, state_at_opening
from commission.session.state import Sheet, State, shown
from tests.build import GRID_PRINT, a_call, a_dossier, a_lot, a_session
from tests.session.anything import ADOPTED, Anything
from tests.session.anything import SESSION as ANY
from tests.session.machines import Machine, Machines, adopted

SESSION = a_session(
    ("ana", "bob", "pre!"), (a_dossier("n1", "n"), a_dossier("n2", "n"), a_dossier("s1", "s")),
    a_call(lots=(a_lot("n"), a_lot("s"))),
)  # fmt: skip
Cells = dict[tuple[str, str, str], tuple[str, ...]]


@pytest.fixture
def opened() -> tuple[Machines, Machine, Machine, Machine]:
    """Lot n, opened once ana had given 3 on A2 of n1 and handed it in; all machines know of it."""
    machines, (one, other, desk, presidency) = adopted(SESSION, "ana", "ana", "desk", "pre@desk")
    one.mark("n1", "A2", "3")
    one.act("hand-in", dossier="n1")
    machines.share(desk)
    desk.act("open", lot="n")
    machines.share()
    return machines, one, other, presidency


def told(machines: Machines, lot: str = "n") -> list[tuple[str, str, str, str, str]]:
    """Each change: how, which line, before, after, why."""
    found = changes(machines.definition, machines.journals(), lot)
    return [(x.how, x.code, " ".join(x.before), " ".join(x.after), x.reason) for x in found]


def at_opening(machines: Machines) -> State:
    return state_at_opening(machines.definition, machines.journals())


def freed(machines: Machines, presidency: Machine, dossier: str = "n1") -> None:
    presidency.act("reopen", dossier=dossier, reason="erreur de ligne", **{"for": "ana"})
    machines.share()


def test_nothing_is_named_before_the_opening_and_nothing_changed_at_it() -> None:
    machines, (ana,) = adopted(SESSION, "ana")
    ana.mark("n1", "A2", "3")
    assert snapshot(at_opening(machines), "n") is None
    assert told(machines) == []


def test_the_snapshot_is_named_by_lot_time_and_opening_and_keeps_its_name_and_its_fingerprint(
    opened: tuple[Machines, Machine, Machine, Machine],
) -> None:
    machines, one, _, presidency = opened
    first = snapshot(at_opening(machines), "n")
    assert first is not None
    assert first.name == f"n 2025-10-06T14:00:00+02:00 {machines.everything.opened_by['n']}"
    assert (first.by, len(first.print), first.entries) == ("desk", 64, (first.entry,))
    freed(machines, presidency)
    one.mark("n1", "A2", "4", reason="lu trop vite")
    assert snapshot(at_opening(machines), "n") == first
    assert snapshot(at_opening(machines), "s") is None


def test_another_mark_gives_another_fingerprint_and_one_in_another_lot_does_not() -> None:
    prints = []
    for dossier, value in (("n1", "3"), ("n1", "4"), ("s1", "3"), ("s1", "4")):
        machines, (ana, desk) = adopted(SESSION, "ana", "desk")
        ana.mark(dossier, "A2", value)
        machines.share(desk)
        desk.act("open", lot="n")
        found = snapshot(at_opening(machines), "n")
        assert found is not None
        prints.append((found.name, found.print))
    assert prints[2] == prints[3]
    assert len(set(prints)) == 3


def test_a_revised_mark_says_who_when_why_from_what_to_what(opened: tuple[Machines, Machine, Machine, Machine]) -> None:
    machines, one, _, presidency = opened
    freed(machines, presidency)
    one.at = "2025-10-06T15:30:00+02:00"
    written = one.mark("n1", "A2", "4", reason="lu trop vite")
    one.mark("n1", "A2", "5", reason="relu encore")
    one.act("hand-in", dossier="n1")
    assert told(machines) == [
        ("reopened", "", "handed-in", "open", "erreur de ligne"),
        ("handed-in", "", "open", "handed-in", ""),
        ("revised", "A2", "3", "4", "lu trop vite"),
        ("revised", "A2", "4", "5", "relu encore"),
    ]
    found = by_line(changes(SESSION, machines.journals(), "n"))["n1", "A2"][0]
    assert (found.member, found.by, found.at, found.entry) == ("ana", "ana", one.at, written)
    assert at_opening(machines).sheet("ana", "n1").cell("A2").value == "3"
    assert at_opening(machines).sheet("ana", "n1").handed_in
    assert (at_opening(machines).late, at_opening(machines).ineffective) == ({}, [])
    assert machines.everything.sheet("ana", "n1").cell("A2").value == "5"


def test_the_same_mark_again_is_no_change_and_a_cleared_one_is(
    opened: tuple[Machines, Machine, Machine, Machine],
) -> None:
    machines, one, _, presidency = opened
    freed(machines, presidency)
    one.mark("n1", "A2", "3", reason="je maintiens")
    one.mark("n1", "A2", "", reason="je réfléchis")
    assert told(machines)[1:] == [("revised", "A2", "3", "", "je réfléchis")]


def test_a_late_mark_is_no_change_until_it_is_admitted_with_a_reason_and_then_two_marks_may_stand() -> None:
    machines, (one, other, desk, presidency) = adopted(SESSION, "ana", "ana", "desk", "pre@desk")
    one.mark("n1", "A2", "3")
    machines.share(desk)
    desk.act("open", lot="n")
    machines.share(presidency)
    late = other.mark("n1", "A2", "5")
    machines.share(presidency)
    assert told(machines) == []
    assert (at_opening(machines).late, at_opening(machines).ineffective) == ({}, [])
    admission = presidency.act("admit", entries=late, reason="clé retrouvée")
    assert told(machines) == [("admitted", "A2", "3", "3 5", "clé retrouvée")]
    (found,) = changes(SESSION, machines.journals(), "n")
    assert (found.by, found.entry) == ("pre", admission)
    names = " ".join(machines.everything.sheet("ana", "n1").cell("A2").tips)
    presidency.act("settle", entries=names, holds=late, reason="la seconde fiche")
    assert told(machines)[1:] == [("settled", "A2", "3 5", "5", "la seconde fiche")]
    assert shown(at_opening(machines).sheet("ana", "n1").cell("A2")) == ("3",)


def test_rivals_settled_before_the_opening_are_so_in_it_and_after_it_are_a_change() -> None:
    for before in (True, False):
        machines, (one, other, desk, presidency) = adopted(SESSION, "ana", "ana", "desk", "pre@desk")
        first, second = one.mark("n1", "A2", "3"), other.mark("n1", "A2", "5")
        machines.share(desk, presidency)
        known = {"entries": f"{first} {second}", "holds": second, "reason": "la seconde"}
        if before:  # no face lets anybody settle what is blind; a file may hold it all the same
            seen = {"seen": presidency.state.last_act, "entries": (first, second), "holds": second}
            settlement = entry.Settle(n=1, at="", by="pre", prev="", reason="la seconde", **seen)
            machines.files["ffffffff"] = ("presidency", [settlement])
            machines.share(desk)
        desk.act("open", lot="n")
        machines.share()
        if not before:
            presidency.act("settle", **known)
        assert machines.everything.sheet("ana", "n1").cell("A2").value == "5"
        assert shown(at_opening(machines).sheet("ana", "n1").cell("A2")) == (("5",) if before else ("3", "5"))
        assert told(machines) == ([] if before else [("settled", "A2", "3 5", "5", "la seconde")])


def test_a_sheet_handed_in_since_was_not_there(opened: tuple[Machines, Machine, Machine, Machine]) -> None:
    machines, one, _, presidency = opened
    freed(machines, presidency, "n2")
    one.mark("n2", "A2", "4", reason="oubliée")
    one.act("hand-in", dossier="n2")
    assert told(machines) == [
        ("handed-in", "", "open", "handed-in", ""),
        ("revised", "A2", "", "4", "oubliée"),
    ]
    assert at_opening(machines).sheet("ana", "n2") == Sheet() or not at_opening(machines).sheet("ana", "n2").handed_in


def test_a_late_hand_in_admitted_is_told_with_its_admission() -> None:
    machines, (one, desk, presidency) = adopted(SESSION, "ana", "desk", "pre@desk")
    desk.act("open", lot="n")
    machines.share(presidency)
    late = one.act("hand-in", dossier="n2")
    machines.share(presidency)
    assert told(machines) == []
    presidency.act("admit", entries=late, reason="courriel retardé")
    assert told(machines) == [("handed-in", "", "open", "handed-in", "courriel retardé")]


def test_who_withdrew_since_is_out_of_it_and_what_was_agreed_since_is_not_in_it(
    opened: tuple[Machines, Machine, Machine, Machine],
) -> None:
    machines, _, _, presidency = opened
    presidency.act("recuse", lot="n", member="bob", reason="lien")
    presidency.act("close", lot="n", reason="fin")
    then = at_opening(machines)
    assert then.is_recused("bob", "n")
    assert "n" in then.closed
    consensus = replace(SESSION, rules=replace(SESSION.rules, aggregation="consensus"))
    agreed = adopted(consensus, "desk")
    agreed[1][0].act("open", lot="n")
    agreed[1][0].act("agree", dossier="n1", code="A2", value="4")
    assert isinstance(agreed[0].everything.agreed["n1", "A2"], Agree)
    assert at_opening(agreed[0]).agreed == {}


def test_each_lot_stands_at_its_own_opening_and_a_blind_one_as_it_is(
    opened: tuple[Machines, Machine, Machine, Machine],
) -> None:
    machines, one, _, _ = opened
    one.mark("s1", "A2", "6")
    assert at_opening(machines).sheet("ana", "s1").cell("A2").value == "6"
    desk = machines.machine("desk")
    machines.share()
    desk.act("open", lot="s")
    assert at_opening(machines).sheet("ana", "s1").cell("A2").value == "6"
    assert at_opening(machines).sheet("ana", "n1").cell("A2").value == "3"


def cells(state: State, lot: str) -> Cells:
    """What every cell of a lot shows."""
    mine = {each.code for each in state.definition.dossiers_of(lot)}
    found = {
        (*key, code): shown(cell)
        for key, sheet in state.sheets.items()
        if key[1] in mine
        for code, cell in sheet.cells.items()
    }
    return {place: values for place, values in found.items() if values != ("",)}


def handed(state: State, lot: str) -> set[tuple[str, str]]:
    return {key for key, sheet in state.sheets.items() if sheet.handed_in and key[1].startswith(lot)}


def one_after_the_other(found: Iterable[Change], then: Cells, now: Cells) -> None:
    """From the snapshot to today, each change takes up where the one before left; none is missing."""
    current = dict(then)
    for each in found:
        if each.code:
            place = (each.member, each.dossier, each.code)
            assert current.get(place, ("",)) == each.before != each.after
            current[place] = each.after
    assert {place: values for place, values in current.items() if values != ("",)} == now


def attempt(machine: Machine, kind: str, **fields: str) -> None:
    try:
        machine.act(kind, **fields)
    except Refused:
        return


def test_played_at_random_what_the_desk_saw_when_it_opened_is_what_the_snapshot_says_ever_after() -> None:
    """The oracle is the state of the desk's own machine at the moment of the opening; it knows nothing of snapshots."""
    revised = 0
    for seed in range(60):
        chance = Random(seed)
        machines, (one, other, bob, desk, presidency) = adopted(SESSION, "ana", "ana", "bob", "desk", "pre@desk")
        oracle: tuple[Cells, set[tuple[str, str]]] | None = None
        for _ in range(60):
            machine, dossier = chance.choice([one, other, bob]), chance.choice(["n1", "n2"])
            match chance.randint(0, 9):
                case 0 | 1 | 2 | 3:
                    fields = {"code": chance.choice(["A1", "A2"]), "value": chance.choice(["0.5", "1", ""])}
                    attempt(machine, "mark", dossier=dossier, reason="r", **fields)
                case 4:
                    attempt(machine, "hand-in", dossier=dossier)
                case 5:
                    attempt(presidency, "reopen", dossier=dossier, reason="r", **{"for": chance.choice(["ana", "bob"])})
                case 6:
                    if late := sorted(presidency.state.late):
                        attempt(presidency, "admit", entries=chance.choice(late), reason="r")
                case 7:
                    if rivals := presidency.state.conflicts():
                        tips = chance.choice(rivals)[2].tips
                        attempt(presidency, "settle", entries=" ".join(tips), holds=tips[-1], reason="r")
                case 8:
                    machines.share(chance.choice([one, other, bob, desk]), presidency)
                case 9:
                    if oracle is None:
                        desk.act("open", lot="n")
                        oracle = cells(desk.state, "n"), handed(desk.state, "n")
        found = changes(SESSION, machines.journals(), "n")
        if oracle is None:
            assert found == ()
            continue
        then = at_opening(machines)
        assert (cells(then, "n"), handed(then, "n")) == oracle, seed
        one_after_the_other(found, oracle[0], cells(machines.everything, "n"))
        revised += len(found)
    assert revised > 60


def with_an_opening(seed: int) -> list[Journal]:
    """Files of any kind, and an opening of lot n by a desk that had read each of them up to somewhere."""
    chance = Random(seed)
    files = [each for each in Anything(seed, sound=True).files if each.writer != "ad"]
    read = {each.writer: chance.randint(0, len(each.entries)) for each in files}
    heads = {each.writer: (read[each.writer], each.hash_at(read[each.writer])) for each in files}
    known = tuple(f"{writer}:{number}" for writer, number in read.items() if number)
    opening = entry.Open(n=2, at="", by="desk", prev="", seen="ad:1", after=known, lot="n", heads=heads)
    files.append(replace(ADOPTED, entries=[*ADOPTED.entries, opening]))
    if late := sorted(fold(ANY, files).late):
        some = tuple(chance.sample(late, chance.randint(1, len(late))))
        admission = entry.Admit(n=1, at="", by="pre", prev="", seen="ad:2", entries=some, reason="r")
        files.append(Journal("p", Header(1, "essai-1", "presidency", "pp", GRID_PRINT), [admission], "head"))
    return files


def shuffled(files: list[Journal], seed: int) -> list[Journal]:
    return Random(seed).sample(files, len(files))


def test_whatever_the_files_hold_the_changes_lead_from_the_snapshot_to_today_in_any_order_of_reading() -> None:
    told_any = 0
    for seed in range(400):
        files = with_an_opening(seed)
        now, then = fold(ANY, files), state_at_opening(ANY, files)
        assert set(now.opened) == set(then.opened)
        for lot in ("n", "s"):
            found = changes(ANY, files, lot)
            assert found == changes(ANY, shuffled(files, seed), lot), seed
            if lot in now.opened:
                one_after_the_other(found, cells(then, lot), cells(now, lot))
                told_any += len(found)
            else:
                assert found == ()
    assert told_any > 20
