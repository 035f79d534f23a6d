"""From an intention to an entry, or to the refusal that says why not."""

from __future__ import annotations

import pytest

from commission.rules.fault import Refused
from commission.session.act_draft import Known
from commission.session.acts import ACTS, propose, value_from
from commission.session.circuit_entry import KINDS
from commission.session.entry import Mark, Open
from tests.build import Table, a_call, a_dossier, a_lot, a_session
from tests.session.machines import Machines, adopted

SESSION = a_session(
    ("ana", "bob", "pre!"), (a_dossier("n1", "n"), a_dossier("s1", "s")), a_call(lots=(a_lot("n"), a_lot("s")))
)


SCORING_ACTS = [each for each in ACTS if each not in KINDS and each != "agree"]
"""Those of a session that brings its members' marks together."""


@pytest.mark.parametrize(
    ("who", "kind", "fields", "code", "told"),
    [
        ("ana", "elect", {}, "unknown-act", {"found": "elect", "known": SCORING_ACTS}),
        ("ana", "mark", {"dossier": "n1"}, "missing-field", {"found": "code", "kind": "mark"}),
        ("ana", "mark", {"dossier": "n1", "code": " "}, "missing-field", {"found": "code", "kind": "mark"}),
        ("ana", "mark", {"dossier": "n1", "code": "A2", "valeur": "3"}, "unknown-field",
         {"found": "valeur", "kind": "mark", "known": ["dossier", "code", "value", "reason", "for"]}),
        ("ana", "mark", {"dossier": "zz", "code": "A2"}, "unknown-dossier", {"found": "zz", "known": ["n1", "s1"]}),
        ("ana", "mark", {"dossier": "n1", "code": "Z9"}, "unknown-sub",
         {"found": "Z9", "known": ["A1", "A2", "B1"]}),
        ("ana", "mark", {"dossier": "n1", "code": "A2", "value": "declined"}, "reason-required", {"kind": "declined"}),
        ("ana", "mark", {"dossier": "n1", "code": "A2", "value": "7,5"}, "mark-above-max", None),
        ("ana", "mark", {"dossier": "n1", "code": "A2", "value": "6,2"}, "mark-off-step", None),
        ("ana", "mark", {"dossier": "n1", "code": "A2", "value": "1e0"}, "mark-not-a-number", None),
        ("ana", "mark", {"dossier": "n1", "code": "A2", "value": "3", "for": "bob"}, "not-yours", None),
        ("desk", "mark", {"dossier": "n1", "code": "A2", "value": "3", "for": "zoe"}, "unknown-member",
         {"found": "zoe", "known": ["ana", "bob", "pre"]}),
        ("desk", "mark", {"dossier": "n1", "code": "A2", "value": "3"}, "not-yours", {"kind": "mark", "who": ["member"]}),
        ("ana", "open", {"lot": "n"}, "not-yours", {"kind": "open", "who": ["desk", "presidency"]}),
        ("desk", "open", {"lot": "zz"}, "unknown-lot", {"found": "zz", "known": ["n", "s"]}),
        ("desk", "adopt", {}, "already-adopted", {}),
        ("pre@desk", "close", {"lot": "n"}, "missing-field", {"found": "reason", "kind": "close"}),
        ("pre@desk", "close", {"lot": "n", "reason": "r"}, "not-opened", {"lot": "n"}),
        ("pre@desk", "refuse", {"dossier": "n1", "ground": "weather", "reason": "r"}, "unknown-ground", None),
        ("pre@desk", "recuse", {"member": "zoe", "lot": "n", "reason": "r"}, "unknown-member", None),
        ("pre@desk", "recuse", {"member": "bob", "lot": "zz", "reason": "r"}, "unknown-lot", None),
        ("pre@desk", "settle", {"entries": "a:1 b:1", "holds": "a:1", "reason": "r"}, "nothing-to-settle",
         {"found": "a:1 b:1", "known": []}),
        ("desk", "slip", {"member": "zoe", "code": "x"}, "unknown-member", None),
        ("desk", "slip", {"member": "ana", "code": " "}, "missing-field", {"found": "code", "kind": "slip"}),
    ],
)  # fmt: skip
def test_what_is_refused(
    who: str, kind: str, fields: dict[str, str], code: str, told: dict[str, object] | None
) -> None:
    _, (machine,) = adopted(SESSION, who)
    with pytest.raises(Refused) as refused:
        propose(machine.state, machine.viewer, kind, fields, Known())
    assert [each.code for each in refused.value.faults] == [code]
    if told is not None:
        assert refused.value.faults[0].fields == told


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("open", {"lot": "n"}),
        ("close", {"lot": "n", "reason": "r"}),
        ("admit", {"entries": "a:1", "reason": "r"}),
        ("refuse", {"dossier": "n1", "ground": "late", "reason": "r"}),
        ("withdraw", {"dossier": "n1", "reason": "r"}),
        ("recuse", {"lot": "n", "reason": "r"}),
    ],
)
def test_before_the_adoption_only_the_adoption(kind: str, fields: dict[str, str]) -> None:
    machines = Machines(SESSION)
    presidency, ana = machines.machine("pre@desk"), machines.machine("ana")
    assert presidency.refused(kind, **fields) == ["not-adopted"]
    for sheet in ("mark", "observation", "hand-in"):
        more = {} if sheet == "hand-in" else {"code": "A2"}
        assert ana.refused(sheet, dossier="n1", **more) == ["not-adopted"]
    assert machines.machine("desk").refused("slip", member="ana", code="x") == []


def test_a_refused_or_withdrawn_dossier_is_scored_no_more_and_goes_out_once() -> None:
    machines, (ana, presidency) = adopted(SESSION, "ana", "pre@desk")
    presidency.act("refuse", dossier="N1", ground="late", reason="reçu le 27 août")
    presidency.act("withdraw", dossier="s1", reason="courrier")
    machines.share()
    assert ana.refused("mark", dossier="n1", code="A2", value="3") == ["dossier-refused"]
    assert ana.refused("mark", dossier="s1", code="A2", value="3") == ["dossier-withdrawn"]
    for dossier in ("n1", "s1"):
        assert presidency.refused("withdraw", dossier=dossier, reason="r") == ["already-out"]
    assert machines.everything.in_play("n") == []
    assert machines.everything.refused["n1"].ground == "late"


def test_codes_are_written_as_the_session_spells_them() -> None:
    table = Table(SESSION).adopt()
    table.act("ana", "mark", dossier=" N1", code="a2 ", value=" 6,50 ")
    entry = table.journals[1].entries[0]
    assert isinstance(entry, Mark)
    assert (entry.by, entry.for_, entry.dossier, entry.code, entry.value) == ("ana", "", "n1", "A2", "6.5")
    table.act("desk", "mark", dossier="n1", code="B1", value="3", **{"for": "BOB"})
    typed = table.journals[2].entries[0]
    assert (typed.by, typed.for_) == ("desk", "bob")
    table.act("desk", "open", lot="N")
    opening = table.journals[0].entries[-1]
    assert isinstance(opening, Open)
    assert opening.lot == "n"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("6,5", "6.5"), ("", ""), (" ", ""), ("Declined", "declined"), (" not-applicable ", "not-applicable")],
)
def test_values_as_typed(typed: str, kept: str) -> None:
    assert value_from(typed, Table(SESSION).state, "A2") == kept


def test_a_mark_names_all_it_replaces_and_all_it_follows() -> None:
    machines, (ana, other) = adopted(SESSION, "ana", "ana")
    first, second = ana.mark("n1", "A2", "3"), other.mark("n1", "A2", "4")
    handed = ana.act("hand-in", dossier="n1")
    reopened = ana.act("reopen", dossier="n1")
    machines.share()
    last = machines.files[ana.mark("n1", "A2", "5").partition(":")[0]][1][-1]
    assert isinstance(last, Mark)
    assert last.was == (first,)  # the other fell out with the hand-in that had not seen it
    assert last.after == (reopened,)
    assert handed not in last.after
    assert last.seen == machines.everything.last_act
    assert second not in last.was


def test_a_slip_replaces_the_slip_before() -> None:
    table = Table(SESSION)
    table.act("desk", "slip", member="Ana", code="scrypt:1")
    table.act("desk", "slip", member="ana", code="scrypt:2")
    assert table.state.slips == {"ana": "scrypt:2"}


def test_the_table_of_acts_describes_itself() -> None:
    assert list(ACTS) == [spec.kind for spec in ACTS.values()]
    assert all(spec.help and not set(spec.required) & set(spec.optional) for spec in ACTS.values())
