"""The fold takes anything, in any order and any split over files, and says of every entry what became of it."""

from __future__ import annotations

from collections import Counter
from random import Random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from commission.session import access
from commission.session.entry import ACTS, Adopt, AnyEntry, HandIn, Journal, Mark, Observation, Reopen
from commission.session.fold import fold
from commission.session.state import State
from tests.build import AT, GRID_PRINT, SESSION_PRINT, adoption, hand_in, journal, mark
from tests.session.anything import SESSION, Anything
from tests.session.machines import reasons


def shown(state: State, name: str, entry: AnyEntry) -> bool:
    """Whether what an entry did can be seen in the state: itself, or what replaced it, or that it waits."""
    if name in state.late:
        return True
    if isinstance(entry, ACTS):
        return name in {each.name for each in state.acts}
    sheet = state.sheet(entry.for_ or entry.by, getattr(entry, "dossier", ""))
    if isinstance(entry, Mark):
        return entry.code in sheet.cells
    if isinstance(entry, Observation):
        return entry.code in sheet.remarks
    return bool(sheet.last_event)


def test_anything_is_folded_the_same_in_any_order() -> None:
    for seed in range(1500):
        files = Anything(seed).files
        state = fold(SESSION, files)
        Random(seed).shuffle(files)
        assert fold(SESSION, files) == state, seed


def test_every_entry_has_its_effect_or_is_listed_once_with_its_reason() -> None:
    met: Counter[str] = Counter()
    for seed in range(6000):
        files = Anything(seed, sound=True).files
        state = fold(SESSION, files)
        listed = reasons(state)
        in_force = {tip for sheet in state.sheets.values() for cell in sheet.cells.values() for tip in cell.tips}
        in_force |= {each.name for each in state.acts} | {sheet.last_event for sheet in state.sheets.values()}
        assert not listed.keys() & (state.late.keys() | in_force), seed
        assert not state.late.keys() & in_force, seed
        names = {f"{each.writer}:{entry.n}": entry for each in files for entry in each.entries}
        assert listed.keys() <= names.keys(), seed
        assert [name for name, entry in names.items() if name not in listed and not shown(state, name, entry)] == [], (
            seed
        )
        met.update(listed.values())
        met.update({"late": len(state.late), "rival marks": len(state.conflicts()), "acts": len(state.acts)})
    # The seeds reach nearly every reason the fold can give, and every state an entry can be in.
    assert REASONS - met.keys() == set()
    assert all(met[each] for each in ("late", "rival marks", "acts"))


REASONS = {
    "not-yours", "not-own-journal", "typed-for-nobody", "unknown-member", "unknown-dossier", "unknown-lot",
    "unknown-sub", "unknown-ground", "reason-required", "settles-another", "contradicting-acts",
    "not-adopted", "already-opened", "not-opened", "already-closed", "already-out", "sheet-handed-in", "handed-in-without",
    "sheet-not-handed-in", "marks-opened", "presidency-reopens", "mark-above-max", "mark-not-a-number",
    "mark-not-canonical", "mark-negative", "no-opinions", "no-votes", "nothing-to-vote", "ranked-twice", "ranks-and-none",
    "nothing-ranked", "decision-before-ranking", "empty-award", "lot-blind",
}  # fmt: skip


def test_any_entries_of_a_member_change_nobody_elses_sheet() -> None:
    honest = [adoption(), journal("bob", mark("n1", "A2", "3"), hand_in("n1"))]
    without = fold(SESSION, honest)
    for seed in range(500):
        anything = Anything(seed)
        written = [anything.entry("ana", number) for number in range(1, 13)]
        stray = Journal("x", msgspec.structs.replace(honest[0].header, actor="ana", writer="aa"), written, "head")
        state = fold(SESSION, [*honest, stray])
        assert {key: sheet for key, sheet in state.sheets.items() if key[0] != "ana"} == without.sheets, seed
        assert (state.opened, state.refused, state.withdrawn) == ({}, {}, {}), seed
        assert {each.member for each in state.recusals} <= {"ana"}, seed
        assert [each for each in state.acts if each.actor != "ana"] == without.acts, seed


def test_a_file_cannot_take_the_name_of_an_offices() -> None:
    desk = adoption()
    stray = Journal("x", msgspec.structs.replace(desk.header, actor="ana"), [*desk.entries, *desk.entries], "a")
    state = fold(SESSION, [stray, desk])
    assert state.adoption == desk.entries[0]
    assert reasons(state) == {}  # the entries are the same, so it is a copy under a wrong name


def test_a_copy_of_a_file_adds_nothing_and_a_fork_is_listed() -> None:
    first = journal("ana", mark("n1", "A2", "3"), mark("n1", "B1", "3"), writer="aa")
    copy = journal("ana", mark("n1", "A2", "3"), writer="aa")
    fork = journal("ana", mark("n1", "A2", "4"), writer="aa")
    assert fold(SESSION, [adoption(), first, copy]) == fold(SESSION, [adoption(), first])
    state = fold(SESSION, [fork, adoption(), first])
    assert [(each.named.entry, each.reason.code) for each in state.ineffective] == [(fork.entries[0], "journal-fork")]
    assert state.sheet("ana", "n1").cell("A2").value == "3"


def test_an_act_in_a_members_journal_blocks_nothing_and_is_in_nobodys_order() -> None:
    adopt = Adopt(n=1, at=AT, by="ana", prev="", session="", grid=GRID_PRINT)
    stray = Journal("x", msgspec.structs.replace(adoption().header, actor="ana", writer="00"), [adopt], "head")
    state = fold(SESSION, [stray, adoption()])
    assert reasons(state) == {"00:1": "not-yours"}
    assert state.adoption is not None
    assert state.adoption.session == SESSION_PRINT
    assert state.act_tips == (f"{adoption().writer}:1",)
    assert state.contradictions == {}


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["A1", "A2", "B1"]), min_size=1, max_size=8), st.data())
def test_the_same_marks_over_any_files_are_the_same_sheet(codes: list[str], data: st.DataObject) -> None:
    """A member who writes on one machine after another, each knowing what came before, need not care which."""
    files: dict[str, list[AnyEntry]] = {}
    last: dict[str, str] = {}
    expected: dict[str, str] = {}
    for value, code in enumerate(codes):
        writer = data.draw(st.sampled_from(["aa", "bb", "cc"]))
        written = files.setdefault(writer, [])
        was = (last[code],) if code in last else ()
        written.append(mark("n1", code, str(value % 2), was=was))
        last[code], expected[code] = f"{writer}:{len(written)}", str(value % 2)
    state = fold(SESSION, [adoption(), *(journal("ana", *each, writer=name) for name, each in files.items())])
    assert {code: cell.value for code, cell in state.sheet("ana", "n1").cells.items()} == expected
    assert {code: cell.tips for code, cell in state.sheet("ana", "n1").cells.items()} == {
        code: (name,) for code, name in last.items()
    }


def test_who_may_stand_where_is_asked_of_every_kind() -> None:
    assert set(access.STANDS_IN) == {
        str(kind.__struct_config__.tag) for kind in (*ACTS, Mark, Observation, HandIn, Reopen)
    }
