"""Whatever is tried in whatever order: nobody is admitted without what the circuit asks, nor beyond its places.

The judge here is another one: it reads the entries that had an effect, in their order, with the rules in plain words.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission.rules.fault import Refused
from commission.session import access, circuit_entry
from commission.session.circuit_entry import CIRCUIT
from commission.session.entry import AnyEntry, Header, Journal, Open
from commission.session.fold import fold
from commission.session.state import State
from tests.build import GRID_PRINT
from tests.circuits import DESK, DIRECTION, Circuits, a_circuit_session, circuits
from tests.session.anything import ADOPTED
from tests.session.machines import Machine, Machines, chained

PLACES = {"nord": 1, "sud": 2}
FICHES = ("J-01", "J-02", "J-03", "J-04")
DAYS = ("2025-09-10", "2025-09-12", "2025-10-01", "2026-06-01", "2027-06-01")
TRIES: dict[str, list[dict[str, str]]] = {
    "fiche": [
        {"territory": territory, "service": service, "home": home}
        for territory, service, home in (
            ("nord", "s-nord", "nord"),
            ("sud", "s-nord", "sud"),
            ("nord", "s-loin", "sud"),
        )
    ],
    "condition": [
        {"condition": "age", "value": "16"},
        {"condition": "mesure", "value": "aed"},
        {"condition": "mesure", "value": "placement"},
        {"condition": "besoin", "value": "ecole"},
        {"condition": "droit", "value": "oui", "start": "2025-01-01", "until": "2026-12-31"},
        {"condition": "droit", "value": "attente"},
        {"condition": "droit", "value": "non"},
    ],
    "agreement": [
        {"agreement": agreement, "value": value} for agreement in ("jeune", "parents") for value in ("yes", "no")
    ],
    "delegation": [{"agreement": "parents", "reason": "ordonnance"}],
    "opinion": [
        {"opinion": opinion, "value": value, "reason": "voilà"}
        for opinion in ("chef", "pilote")
        for value in ("favourable", "unfavourable")
    ],
    "visa": [{"date": day} for day in DAYS],
    "receive": [{"piece": "notification", "date": day} for day in DAYS],
    "priority": [{"rank": rank, "reason": "voilà"} for rank in ("1", "2")],
    "wait": [{"date": day} for day in DAYS],
    "out-of-zone": [{"reason": "tout près"}],
    "over-capacity": [{"reason": "fratrie"}],
    "admission": [{"date": day, "age": "16", **more} for day in DAYS for more in ({}, {"reason": "décidé"})],
    "leave": [{"date": day, "age": "17", "ending": "break", "reason": "parti", "exchange": day} for day in DAYS],
    "drop": [{"reason": "retirée"}],
}
WHOLE = "*"
"""A try of this kind is a whole sheet, but for the steps that it names: random acts alone seldom lead far."""
STEPS = ("conditions", "agreements", "opinion", "pilote", "visa", "piece", "admission")


@st.composite
def tries(draw: st.DrawFn) -> list[tuple[str, str, dict[str, str]]]:
    """Acts to try, in order: kind, sheet, fields."""
    found = []
    for _ in range(draw(st.integers(1, 12))):
        fiche = draw(st.sampled_from(FICHES))
        if draw(st.booleans()):
            left_out = draw(st.sets(st.sampled_from(STEPS), max_size=1))
            fields = draw(st.sampled_from(TRIES["fiche"]))
            found.append((WHOLE, fiche, {**fields, "without": ",".join(left_out)}))
        else:
            kind = draw(st.sampled_from(sorted(TRIES)))
            found.append((kind, fiche, draw(st.sampled_from(TRIES[kind]))))
    return found


def whole(fiche: str, fields: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    """The acts of a whole sheet, but for the step left out."""
    without = fields["without"].split(",")
    acts: list[tuple[str, str, dict[str, str]]] = [
        ("fiche", "fiche", {name: value for name, value in fields.items() if name != "without"}),
        *(("conditions", "condition", TRIES["condition"][place]) for place in (0, 1, 3, 4)),
        ("agreements", "agreement", TRIES["agreement"][0]),
        ("agreements", "agreement", TRIES["agreement"][2]),
        ("opinion", "opinion", TRIES["opinion"][0]),
        ("pilote", "opinion", TRIES["opinion"][2]),
        ("visa", "visa", {"date": DAYS[0]}),
        ("piece", "receive", TRIES["receive"][1]),
        ("admission", "admission", {"date": DAYS[2], "age": "16", "reason": "décidé"}),
    ]
    return [(kind, {"fiche": fiche, **more}) for step, kind, more in acts if step not in without]


def tried(each: tuple[str, str, dict[str, str]]) -> list[tuple[str, dict[str, str]]]:
    """The acts that one try asks for."""
    kind, fiche, fields = each
    return whole(fiche, fields) if kind == WHOLE else [(kind, {"fiche": fiche, **fields})]


def play(played: Circuits, acts: list[tuple[str, str, dict[str, str]]]) -> None:
    """Try these acts; what is refused is left out."""
    for kind, fields in (act for each in acts for act in tried(each)):
        played.refused(DESK if "desk" in access.STANDS_IN[kind] else DIRECTION, kind, **fields)


def judge(entries: list[AnyEntry]) -> int:
    """Replay what had an effect and hold every admission to the document; how many admissions there were."""
    past: dict[str, list[AnyEntry]] = {}
    inside: dict[str, set[str]] = {"nord": set(), "sud": set()}
    extra: set[str] = set()
    admissions = 0
    for each in entries:
        if not isinstance(each, CIRCUIT):
            continue
        mine = past.setdefault(each.fiche, [])
        if isinstance(each, circuit_entry.Admission):
            admissions += 1
            territory = admissible(mine, each)
            if any(isinstance(x, circuit_entry.OverCapacity) for x in mine):
                extra.add(each.fiche)
            inside[territory].add(each.fiche)
        if isinstance(each, circuit_entry.Leave):
            for present in inside.values():
                present.discard(each.fiche)
        mine.append(each)
        for territory, present in inside.items():
            assert len(present) <= PLACES[territory] + len(present & extra)
    return admissions


def admissible(mine: list[AnyEntry], admission: circuit_entry.Admission) -> str:
    """Every step this sheet needed is among what came before its admission; the territory it takes a place of."""

    def last(kind: type, **fields: str) -> AnyEntry | None:
        fit = [x for x in mine if isinstance(x, kind) and all(getattr(x, k) == v for k, v in fields.items())]
        return fit[-1] if fit else None

    opened = last(circuit_entry.Fiche)
    assert isinstance(opened, circuit_entry.Fiche)
    assert not any(isinstance(x, circuit_entry.Admission | circuit_entry.Drop) for x in mine)
    stated = {name: last(circuit_entry.Condition, condition=name) for name in ("age", "mesure", "besoin", "droit")}
    assert None not in stated.values()
    right = stated["droit"]
    assert isinstance(right, circuit_entry.Condition)
    assert right.value == "oui"
    assert right.start <= admission.date <= right.until
    young, parents = (last(circuit_entry.Agreement, agreement=name) for name in ("jeune", "parents"))
    assert young is not None
    assert getattr(young, "value") == "yes"  # noqa: B009 - any entry may be asked
    if getattr(parents, "value", "") != "yes":
        assert getattr(parents, "value", "") == "no"
        delegation = last(circuit_entry.Delegation)
        assert delegation is not None
        assert mine.index(delegation) > mine.index(parents)  # type: ignore[arg-type]
        assert getattr(stated["mesure"], "value", "") == "placement"
    needed = ["chef"]
    if opened.service == "s-loin" or opened.home != "nord":
        needed.append("pilote")
    places = []
    for name in needed:
        opinion = last(circuit_entry.Opinion, opinion=name)
        assert getattr(opinion, "value", "") == "favourable"
        places.append(mine.index(opinion))  # type: ignore[arg-type]
    visa, piece = last(circuit_entry.Visa), last(circuit_entry.Receive)
    assert isinstance(visa, circuit_entry.Visa)
    assert isinstance(piece, circuit_entry.Receive)
    assert [*places, mine.index(visa)] == sorted([*places, mine.index(visa)])
    assert max(visa.date, piece.date) <= admission.date
    if opened.home != opened.territory:
        assert last(circuit_entry.OutOfZone) is not None
    return opened.territory


@pytest.mark.parametrize("over", [False, True])
@given(acts=tries())
@settings(max_examples=150, deadline=None)
def test_no_order_of_acts_admits_without_the_steps_or_beyond_the_places(
    over: bool, acts: list[tuple[str, str, dict[str, str]]]
) -> None:
    played = circuits(over=over)
    play(played, acts)
    judge(played.entries)
    assert played.state.ineffective == []  # what the acts let through, the fold lets through
    if not over:
        assert not any(isinstance(each, circuit_entry.OverCapacity) for each in played.entries)


def test_the_tries_do_reach_admissions() -> None:
    met = 0
    for seed in range(60):
        chance = Random(seed)
        played = circuits(over=True)
        acts = [
            (
                WHOLE,
                chance.choice(FICHES),
                {**chance.choice(TRIES["fiche"]), "without": chance.choice(["", "", "visa"])},
            )
            for _ in range(6)
        ]
        play(played, acts)
        met += judge(played.entries)
    assert met > 60


@given(acts=tries(), chances=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_machines_that_do_not_know_of_each_other_never_admit_too_many_together(
    acts: list[tuple[str, str, dict[str, str]]], chances: Random
) -> None:
    machines = Machines(a_circuit_session())
    desks = [machines.machine("desk"), machines.machine("desk")]
    directions = [machines.machine("dir@desk"), machines.machine("dir@desk")]
    desks[0].act("adopt")
    machines.share()
    for each in acts:
        for kind, fields in tried(each):
            among = desks if "desk" in access.STANDS_IN[kind] else directions
            attempt(chances.choice(among), kind, fields)
            if chances.random() < 0.7:
                machines.share(*(one for one in (*desks, *directions) if chances.random() < 0.8))
    state = machines.everything
    judge([each.entry for each in state.acts])
    counted(state)


def attempt(machine: Machine, kind: str, fields: dict[str, str]) -> None:
    try:
        machine.act(kind, **fields)
    except Refused:
        return


def counted(state: State) -> None:
    """The cases say what the entries say: who is inside now."""
    inside = set()
    for each in (x.entry for x in state.acts):
        if isinstance(each, circuit_entry.Admission):
            inside.add(each.fiche)
        if isinstance(each, circuit_entry.Leave):
            inside.discard(each.fiche)
    assert {each.code for each in state.book.cases.values() if each.present} == inside


def test_two_directions_that_admit_to_the_last_place_at_once_admit_one() -> None:
    machines = Machines(a_circuit_session())
    desk, one, other = (machines.machine(each) for each in ("desk", "dir@desk", "dir@desk"))
    desk.act("adopt")
    for fiche in ("J-01", "J-02"):
        for kind, fields in whole(fiche, {**TRIES["fiche"][0], "without": "pilote,visa,admission"}):
            desk.act(kind, **fields)
    machines.share()
    for fiche in ("J-01", "J-02"):
        one.act("visa", fiche=fiche, date=DAYS[0])
    machines.share()
    one.act("admission", fiche="J-01", date=DAYS[2], age="16")
    other.act("admission", fiche="J-02", date=DAYS[2], age="16")
    state = machines.everything
    assert sorted(each.code for each in state.book.present("nord")) in (["J-01"], ["J-02"])
    assert [each.reason.code for each in state.ineffective] == ["no-place"]


def test_two_admissions_of_one_that_differ_are_rivals_until_one_is_said_to_hold() -> None:
    machines = Machines(a_circuit_session())
    desk, one, other = (machines.machine(each) for each in ("desk", "dir@desk", "dir@desk"))
    desk.act("adopt")
    for kind, fields in whole("J-01", {**TRIES["fiche"][0], "without": "pilote,visa,admission"}):
        desk.act(kind, **fields)
    machines.share()
    one.act("visa", fiche="J-01", date=DAYS[0])
    machines.share()
    names = [
        machine.act("admission", fiche="J-01", date=day, age="16")
        for machine, day in ((one, DAYS[2]), (other, DAYS[3]))
    ]
    assert machines.everything.contradictions.keys() == {"admission J-01"}
    assert not machines.everything.book.cases["J-01"].present
    machines.share()
    one.act("settle", entries=" ".join(names), holds=names[1], reason="décidé ensemble")
    admitted = machines.everything.book.cases["J-01"].admitted
    assert admitted is not None
    assert admitted.date == DAYS[3]


# --- Files as nobody honest writes them -------------------------------------------------------------------------------

KINDS = {str(kind.__struct_config__.tag): kind for kind in CIRCUIT}
WRONG = ["", " ", "J-01", "j-01", "nord", "2025-13-01", "999", "٣", "[/x]", "\x1b", "oui", "*", "-1"]


def hostile(seed: int) -> list[Journal]:
    """Files of circuit entries right in most fields, in journals of anybody."""
    chance, files = Random(seed), [ADOPTED]
    for place in range(chance.randint(1, 4)):
        actor = chance.choice(["desk", "desk", "presidency", "presidency", "ana", "zoe", "typed"])
        entries: list[AnyEntry] = []
        for number in range(1, chance.randint(2, 40)):
            kind = chance.choice(sorted(KINDS))
            fields = {
                "fiche": chance.choice(FICHES),
                **chance.choice(TRIES.get(kind, [{"field": "nom", "value": "x"}])),
            }
            known = {name: value for name, value in fields.items() if name in KINDS[kind].__struct_fields__}
            if chance.random() < 0.15:
                known[chance.choice(sorted(known))] = chance.choice(WRONG)
            by = {"desk": "desk", "typed": "desk", "presidency": "dir"}.get(actor, actor)
            after = tuple(f"{chance.choice('abcd')}:{chance.randint(1, 9)}" for _ in range(chance.choice([0, 0, 1])))
            entries.append(KINDS[kind](n=number, at="", by=by, prev="", seen="ad:1", after=after, **known))
        files.append(chained(actor, "abcd"[place], entries))
    return files


def test_the_fold_is_total_whatever_the_files_hold() -> None:
    reasons: set[str] = set()
    for seed in range(600):
        files = hostile(seed)
        state = fold(a_circuit_session(), files)
        judge([each.entry for each in state.acts])
        counted(state)
        names = {f"{each.writer}:{entry.n}" for each in files for entry in each.entries}
        listed = [each.named.name for each in state.ineffective]
        assert len(listed) == len(set(listed)), seed
        assert names == set(listed) | {each.name for each in state.acts}, seed
        assert fold(a_circuit_session(), reversed(files)).book == state.book, seed
        reasons |= {each.reason.code for each in state.ineffective}
    assert {"not-a-pseudonym", "unknown-fiche", "fiche-lacks", "not-yours", "not-a-day", "fiche-exists"} <= reasons


def test_sheets_in_a_session_that_scores_have_no_effect() -> None:
    from tests.session.anything import SESSION

    entry = circuit_entry.Fiche(
        n=1, at="", by="desk", prev="", seen="ad:1", fiche="J-01", territory="n", home="n", service=""
    )
    header = Header(1, "essai-1", "desk", "aa", GRID_PRINT)
    state = fold(SESSION, [ADOPTED, Journal("journal/desk/aa.jsonl", header, [entry], "head")])
    assert [each.reason.code for each in state.ineffective] == ["not-a-circuit"]
    assert state.book.cases == {}


def test_what_only_a_forged_file_holds_is_listed_with_its_reason() -> None:
    common = {"at": "", "prev": "", "seen": "ad:1"}
    desk: list[AnyEntry] = [
        circuit_entry.Fiche(n=1, by="desk", fiche="J-01", territory="nord", home="nord", service="s-nord", **common),
        circuit_entry.Condition(n=2, by="desk", fiche="J-01", condition="besoin", value="travail,ecole", **common),
        circuit_entry.Condition(n=3, by="desk", fiche="J-01", condition="besoin", value="ecole,ecole", **common),
        Open(n=4, by="desk", lot="*", heads={}, **common),
    ]
    state = fold(a_circuit_session(), [ADOPTED, chained("desk", "aa", desk)])
    assert [each.reason.code for each in state.ineffective] == [
        "options-in-order", "options-in-order", "circuit-scores-nothing",
    ]  # fmt: skip
    assert state.opened == {}
    assert state.book.cases["J-01"].conditions == {}
