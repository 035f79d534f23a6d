"""Dossiers × requirements with their acts: what stands, what waits, what blocks; refusals, and who decides them."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from commission.rules.fault import Refused
from commission.session import entry
from commission.session.access import DESK, Viewer
from commission.session.act_draft import Known
from commission.session.acts import propose
from commission.session.admissibility import Admissibility, admissibilities, admissibility
from commission.session.definition import Dossier
from commission.session.entry import AskCompletion, Completed, Confirm, Refuse
from commission.session.fold import fold
from tests.build import ADOPTION, Table, a_call, a_dossier, a_session, adopt, journal
from tests.session.admissible import the_call

BOTH = {"decided_by": "prefet, departement"}
SOUND: dict[str, Any] = {
    "figures": {"prix": Fraction(80), "places": Fraction(5)},
    "fields": {"ouverture": date(2026, 7, 1), "statut": "association", "deja": True},
    "pieces": ("honneur", "comptes", "budget"),
    "deposited_at": datetime(2025, 8, 26, 16, 30),
}


def a_filed(code: str = "d1", **changes: Any) -> Dossier:
    """A dossier that filed what is asked, but for these changes."""
    return replace(a_dossier(code), **{**SOUND, **changes})


def a_table(*dossiers: Dossier, **more: Any) -> Table:
    """An adopted session of a president, with these dossiers on the call that asks for one thing of each kind."""
    return Table(a_session(("pre!", "ana"), dossiers or (a_filed(),), the_call(**more))).adopt()


def found(table: Table, code: str = "d1") -> Admissibility:
    """What is found of a dossier."""
    return admissibility(table.state, table.definition.dossier(code))


def statuses(table: Table, code: str = "d1") -> dict[str, str]:
    """The status of each requirement."""
    return {each.requirement.code: each.status for each in found(table, code).findings}


def refused(table: Table, who: str, kind: str, today: str = "", **fields: str) -> list[str]:
    """Why an act is not allowed."""
    code, _, presides = who.partition("@")
    with pytest.raises(Refused) as raised:
        propose(table.state, Viewer(code, presides=bool(presides)), kind, fields, Known(today=today))
    return [each.code for each in raised.value.faults]


def test_what_is_computed_for_a_dossier_stands_and_what_is_not_waits() -> None:
    table = a_table()
    said = statuses(table)
    assert {code for code, status in said.items() if status == "met"} == {
        "delai", "plafond", "taille", "pieces", "piece", "dates", "statut",
    }  # fmt: skip
    assert said["deja"] == said["objet"] == "to-confirm"  # the applicant's word, and a judgement
    assert found(table).outcome == "to-confirm"
    table.act("desk", "confirm", dossier="d1", requirement="deja", verdict="met")
    table.act("desk", "confirm", dossier="D1", requirement="OBJET", verdict="met", reason="Lu")
    assert set(statuses(table).values()) == {"met"}
    assert found(table).outcome == "admissible"


def test_what_is_computed_against_a_dossier_waits_for_the_secretariat_unless_it_is_automatic() -> None:
    filed = a_filed(
        deposited_at=datetime(2025, 8, 27), figures={"prix": Fraction(80), "places": Fraction(4)}, pieces=()
    )
    said = statuses(a_table(filed))
    assert said["delai"] == "not-met"
    assert said["taille"] == said["pieces"] == said["piece"] == "to-confirm"
    assert found(a_table(filed)).finding("taille").computed is False  # type: ignore[union-attr]


def test_an_automatic_requirement_blocks_and_refuses_nobody_without_an_act() -> None:
    table = a_table(a_filed(figures={"prix": Fraction(801, 10), "places": Fraction(5)}), a_filed("d2"))
    assert found(table).outcome == "blocked"
    assert [each.requirement.code for each in found(table).findings if each.blocks] == ["plafond"]
    assert [each.code for each in table.state.in_play("*")] == ["d1", "d2"]
    table.act("pre@desk", "refuse", dossier="d1", ground="price-ceiling", reason="80,10 €", **BOTH)
    assert found(table).outcome == "refused"
    assert table.state.refused["d1"].requirements == ("plafond",)
    assert [each.code for each in table.state.in_play("*")] == ["d2"]
    assert refused(table, "ana", "mark", dossier="d1", code="A1", value="1") == ["dossier-refused"]


def test_an_automatic_requirement_that_was_computed_is_not_confirmed() -> None:
    table = a_table(a_filed(deposited_at=None))
    assert refused(table, "desk", "confirm", dossier="d1", requirement="plafond", verdict="not-met", reason="x") == [
        "computed-by-itself"
    ]
    table.act("desk", "confirm", dossier="d1", requirement="delai", verdict="not-met", reason="Récépissé du 28")
    assert found(table).outcome == "blocked"  # with no date of receipt there was nothing to compute


@pytest.mark.parametrize(
    ("requirement", "outcome"),
    [("objet", "to-refuse"), ("deja", "may-refuse"), ("pieces", "to-complete"), ("dates", "to-confirm")],
)
def test_what_failing_leads_to_is_what_the_document_says(requirement: str, outcome: str) -> None:
    table = a_table(a_filed(pieces=("honneur", "budget"), fields={**SOUND["fields"], "ouverture": date(2030, 1, 1)}))
    if requirement != "pieces":
        table.act("desk", "completed", dossier="d1", pieces="comptes", received="2025-09-01")
    table.act("desk", "confirm", dossier="d1", requirement=requirement, verdict="not-met", reason="Vu")
    assert found(table).outcome == outcome


def test_a_confirmation_needs_a_reason_to_say_no_and_can_be_taken_back() -> None:
    table = a_table()
    said = {"dossier": "d1", "requirement": "objet"}
    assert refused(table, "desk", "confirm", **said, verdict="not-met") == ["reason-required"]
    assert refused(table, "desk", "confirm", **said, verdict="peut-être") == ["unknown-verdict"]
    assert refused(table, "desk", "confirm", dossier="d1", requirement="zz", verdict="met") == ["unknown-requirement"]
    assert refused(table, "ana", "confirm", **said, verdict="met") == ["not-yours"]
    table.act("desk", "confirm", **said, verdict="not-met", reason="Autre public")
    table.act("desk", "confirm", **said, verdict="met", reason="Relu")
    assert statuses(table)["objet"] == "met"
    assert [each.code for each in found(table).finding("objet").why][-1] == "fit-confirmed"  # type: ignore[union-attr]


def confirming(verdict: str, **more: Any) -> Confirm:
    """A confirmation to be put in a journal by hand."""
    known = {"by": "", "dossier": "d1", "requirement": "objet", "reason": "r", **more}
    return Confirm(n=0, at="", prev="", verdict=verdict, **known)


def test_two_desks_that_contradict_each_other_wait_for_the_presidency() -> None:
    table = a_table()
    files = [
        journal(DESK, adopt()),
        journal(DESK, confirming("met"), writer="aa"),
        journal("presidency", confirming("not-met", by="pre"), writer="bb"),
    ]
    state = fold(table.definition, files)
    assert list(state.contradictions) == ["confirm d1/objet"]
    assert state.confirmations == {}
    settled = entry.Settle(
        n=0, at="", by="pre", prev="", entries=("aa:1", "bb:1"), holds="bb:1", reason="Relu", after=("aa:1", "bb:1")
    )
    state = fold(table.definition, [*files, journal("presidency", settled, writer="cc")])
    assert state.confirmations["d1", "objet"].verdict == "not-met"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (confirming("met", dossier="zz"), "unknown-dossier"),
        (confirming("met", requirement="zz"), "unknown-requirement"),
        (confirming("oui"), "unknown-verdict"),
        (confirming("not-met", reason=" "), "reason-required"),
        (confirming("met", requirement="plafond"), "computed-by-itself"),
        (Completed(n=0, at="", by="", prev="", dossier="d1", pieces=("zz",), received="2025-09-01"), "unknown-piece"),
        (Completed(n=0, at="", by="", prev="", dossier="d1", pieces=("budget",), received="hier"), "not-a-day"),
        (
            AskCompletion(n=0, at="", by="", prev="", dossier="d1", pieces=(), requirements=(), sent="2025-09-01", days=8,
                          until="20250909"),
            "not-a-day",
        ),
    ],
)  # fmt: skip
def test_a_line_that_says_nothing_sound_is_listed_and_has_no_effect(written: Any, reason: str) -> None:
    state = fold(a_table().definition, [journal(DESK, adopt(), written)])
    assert [each.reason.code for each in state.ineffective] == [reason]
    assert (state.confirmations, state.completions, state.asked) == ({}, {}, {})


# --- Asking to complete


def test_the_last_day_is_computed_from_the_delay_that_the_document_gives() -> None:
    """law.md § 6, regularisation: what is missing is asked for, and a day is given."""
    table = a_table(a_filed(pieces=("budget",)))
    table.act("desk", "ask-completion", dossier="d1", sent="15/09/2025")
    asked = table.state.asked["d1"][0]
    assert (asked.pieces, asked.requirements) == (("honneur", "comptes"), ("pieces",))
    assert (asked.sent, asked.days, asked.until) == ("2025-09-15", 15, "2025-09-30")
    assert found(table).outcome == "to-complete"


def test_where_the_document_gives_no_delay_it_is_a_setting_of_the_session() -> None:
    """law.md § 6: the 8 days are marked [M], so they are a setting, inside the regime and outside."""
    for regime in ("CASF R.313", ""):
        call = the_call(regime=regime)
        requirements = tuple(replace(each, days=None) for each in call.asked.requirements)
        filed = a_filed(pieces=("budget",))
        for setting in (8, 20):
            call = replace(call, asked=replace(call.asked, requirements=requirements))
            table = Table(a_session(("pre!",), (filed,), call, completion_days=setting)).adopt()
            table.act("desk", "ask-completion", dossier="d1", sent="2025-09-15")
            assert table.state.asked["d1"][0].days == setting


def test_today_is_the_day_it_left_where_none_is_given() -> None:
    table = a_table(a_filed(pieces=("budget",)))
    draft = propose(table.state, Viewer(DESK), "ask-completion", {"dossier": "d1"}, Known(today="2025-12-31"))
    assert (draft.fields["sent"], draft.fields["until"]) == ("2025-12-31", "2026-01-15")
    assert refused(table, "desk", "ask-completion", dossier="d1") == ["missing-field"]
    assert refused(table, "desk", "ask-completion", dossier="d1", sent="31/02/2025") == ["not-a-day"]


def test_what_the_document_refuses_at_once_is_not_to_be_completed() -> None:
    table = a_table(a_filed(pieces=("honneur", "comptes")))
    assert refused(table, "desk", "ask-completion", dossier="d1", requirement="piece", sent="2025-09-15") == [
        "completion-not-foreseen"
    ]
    assert refused(table, "desk", "ask-completion", dossier="d1", sent="2025-09-15") == ["nothing-to-complete"]
    assert refused(table, "desk", "ask-completion", dossier="d1", pieces="honneur", sent="2025-09-15") == [
        "piece-handed-in"
    ]


def test_what_came_in_counts_and_what_was_confirmed_of_it_is_looked_at_again() -> None:
    table = a_table(a_filed(pieces=("budget",)))
    table.act("desk", "ask-completion", dossier="d1", sent="2025-09-15")
    table.act("desk", "confirm", dossier="d1", requirement="pieces", verdict="not-met", reason="Rien reçu")
    table.act("desk", "completed", dossier="d1", pieces="honneur", received="2025-09-20")
    assert statuses(table)["pieces"] == "to-confirm"
    table.act("desk", "completed", dossier="d1", received="2025-09-30")  # the last day is in time
    assert table.state.completions["d1"][1].pieces == ("comptes",)
    assert statuses(table)["pieces"] == "met"
    assert refused(table, "desk", "completed", dossier="d1", received="2025-09-30") == ["nothing-to-complete"]


def test_what_came_in_after_the_last_day_is_for_the_secretariat_to_judge() -> None:
    table = a_table(a_filed(pieces=("budget", "comptes")))
    table.act("desk", "ask-completion", dossier="d1", sent="2025-09-15")
    table.act("desk", "completed", dossier="d1", received="2025-10-01")
    finding = found(table).finding("pieces")
    assert finding
    assert (finding.status, finding.computed) == ("to-confirm", True)
    assert "fit-completed-late" in [each.code for each in finding.why]


# --- Refusing


def test_both_authorities_decide_where_there_are_two() -> None:
    """law.md § 6, R. 313-6: the president, or the co-presidents jointly."""
    table = a_table(a_filed(deposited_at=datetime(2025, 8, 28)))
    said = {"dossier": "d1", "ground": "late", "reason": "Reçu le 28"}
    assert refused(table, "pre@desk", "refuse", **said) == ["decided-by-all"]
    assert refused(table, "pre@desk", "refuse", **said, decided_by="prefet") == ["decided-by-all"]
    assert refused(table, "pre@desk", "refuse", **said, decided_by="prefet ars") == ["unknown-authority"]
    assert refused(table, "desk", "refuse", **said, **BOTH) == ["not-yours"]
    table.act("pre@desk", "refuse", **said, decided_by="Departement Prefet")
    assert table.state.refused["d1"].decided_by == ("prefet", "departement")
    assert table.state.refused["d1"].requirements == ("delai",)


def test_a_call_of_one_authority_or_of_none_asks_nobody() -> None:
    for authorities in (the_call().authorities[:1], ()):
        table = a_table(authorities=authorities)
        table.act("pre@desk", "refuse", dossier="d1", ground="foreign", reason="Autre objet")
        assert table.state.refused["d1"].decided_by == tuple(each.code for each in authorities)


def test_a_refusal_written_before_anybody_asked_who_decided_still_stands() -> None:
    old = Refuse(n=0, at="", by="pre", prev="", dossier="d1", ground="late", reason="Reçu le 28", after=(ADOPTION,))
    state = fold(a_table().definition, [journal(DESK, adopt()), journal("presidency", old)])
    assert state.refused["d1"].decided_by == ()
    assert state.ineffective == []


def test_under_the_regime_nobody_is_refused_as_incomplete_before_the_delay_is_over() -> None:
    """law.md § 6, R. 313-6 2° after R. 313-5-1: asked first, then given the time."""
    table = a_table(a_filed(pieces=("budget",)))
    said = {"dossier": "d1", "ground": "incomplete", "reason": "Pas de comptes", **BOTH}
    assert refused(table, "pre@desk", "refuse", "2025-09-15", **said) == ["completion-not-asked"]
    table.act("desk", "ask-completion", dossier="d1", sent="2025-09-15")
    assert refused(table, "pre@desk", "refuse", "2025-09-30", **said) == ["delay-not-over"]
    presidency = Viewer("pre", presides=True)
    assert propose(table.state, presidency, "refuse", said, Known(today="2025-10-01")).fields["ground"] == "incomplete"


def test_outside_the_regime_the_call_says_what_refuses() -> None:
    table = a_table(a_filed(pieces=("budget",)), regime="", authorities=())
    said = {"dossier": "d1", "ground": "incomplete", "reason": "Pas de comptes"}
    assert refused(table, "pre@desk", "refuse", **said) == ["ground-without-requirement"]
    table.act("desk", "confirm", dossier="d1", requirement="pieces", verdict="not-met", reason="Rien")
    table.act("pre@desk", "refuse", **said)
    assert table.state.refused["d1"].requirements == ("pieces",)


def test_a_ground_of_the_call_rests_on_a_requirement_that_is_not_met() -> None:
    table = a_table()
    said = {"dossier": "d1", "ground": "requirement", "reason": "Trop petit", **BOTH}
    assert refused(table, "pre@desk", "refuse", **said) == ["ground-without-requirement"]
    assert refused(table, "pre@desk", "refuse", **said, requirement="deja") == ["requirement-not-unmet"]
    assert refused(table, "pre@desk", "refuse", **said, requirement="objet") == ["requirement-other-ground"]
    assert refused(table, "pre@desk", "refuse", **said, requirement="zz") == ["unknown-requirement"]
    table.act("desk", "confirm", dossier="d1", requirement="deja", verdict="not-met", reason="Jamais autorisé")
    table.act("pre@desk", "refuse", **said)
    assert table.state.refused["d1"].requirements == ("deja",)


def test_without_any_requirement_a_ground_of_the_call_is_no_ground() -> None:
    table = Table(a_session(("pre!",), call=a_call())).adopt()
    said = {"dossier": "d1", "ground": "requirement", "reason": "x"}
    assert refused(table, "pre@desk", "refuse", **said) == ["ground-without-requirement"]
    table.act("pre@desk", "refuse", dossier="d1", ground="price-ceiling", reason="90 €")  # there, a setting


def test_admissibility_reads_no_mark() -> None:
    table = a_table(a_filed(), a_filed("d2"))
    before = admissibilities(table.state)
    table.marks("ana", "d1", A1="1", A2="3").marks("ana", "d2", A2="7")
    assert admissibilities(table.state) == before


def test_a_variant_is_before_the_requirements_for_itself() -> None:
    """law.md § 2, R. 313-3-1: a variant keeps the requirements that stay untouchable, and they are asked of it again."""
    table = a_table(a_filed(), a_filed("d1v", variant_of="d1", figures={"prix": Fraction(81), "places": Fraction(5)}))
    assert [each.outcome for each in admissibilities(table.state)] == ["to-confirm", "blocked"]
    table.act("pre@desk", "refuse", dossier="d1v", ground="price-ceiling", reason="81 €", **BOTH)
    assert [each.code for each in table.state.in_play("*")] == ["d1"]


# --- One date, one finding, said the same everywhere


def limits(table: Table) -> dict[str, str]:
    """The last day that each requirement of d1 shows."""
    return {each.requirement.code: each.asked.until for each in found(table).findings if each.asked}


def refusing(table: Table, day: str) -> list[str]:
    """Why the presidency may not refuse d1 as incomplete on this day; nothing where it may."""
    said = {"dossier": "d1", "ground": "incomplete", "reason": "Pas de comptes", **BOTH}
    try:
        propose(table.state, Viewer("pre", presides=True), "refuse", said, Known(today=day))
    except Refused as raised:
        return [each.code for each in raised.faults]
    return []


def test_a_request_that_asks_again_for_all_of_an_earlier_one_replaces_it_with_its_day() -> None:
    table = a_table(a_filed(pieces=("budget",)))
    table.act("desk", "ask-completion", dossier="d1", sent="2025-10-06")
    table.act("desk", "ask-completion", dossier="d1", sent="2025-09-15")  # the first day was wrong
    assert limits(table) == {"pieces": "2025-09-30"}
    assert refusing(table, "2025-09-30") == ["delay-not-over"]
    assert refusing(table, "2025-10-01") == []
    table.act("desk", "completed", dossier="d1", received="2025-10-01")  # by the same day: late
    assert "fit-completed-late" in [each.code for finding in found(table).findings for each in finding.why]


def test_requests_for_different_pieces_stand_side_by_side() -> None:
    table = a_table(a_filed(pieces=()))
    table.act("desk", "ask-completion", dossier="d1", sent="2025-09-20", pieces="honneur", requirement="pieces")
    table.act("desk", "ask-completion", dossier="d1", sent="2025-09-15", pieces="comptes", requirement="pieces")
    assert limits(table) == {"pieces": "2025-09-30"}
    assert refusing(table, "2025-10-05") == ["delay-not-over"]  # the earlier request has its own day
    assert refusing(table, "2025-10-06") == []


def test_what_was_sent_or_received_is_no_day_to_come() -> None:
    table = a_table(a_filed(pieces=("budget",)))
    said = {"dossier": "d1", "sent": "16/09/2025"}
    assert refused(table, "desk", "ask-completion", "2025-09-15", **said) == ["day-to-come"]
    assert propose(table.state, Viewer(DESK), "ask-completion", said, Known(today="2025-09-16"))
    table.act("desk", "ask-completion", dossier="d1", sent="2025-09-15")
    assert refused(table, "desk", "completed", "2025-09-15", dossier="d1", received="2025-09-16") == ["day-to-come"]


def test_a_ground_whose_requirements_are_all_met_refuses_nobody() -> None:
    table = a_table()
    said = {"dossier": "d1", "reason": "Erreur", **BOTH}
    assert refused(table, "pre@desk", "refuse", ground="late", **said) == ["ground-met"]
    table.act("desk", "confirm", dossier="d1", requirement="objet", verdict="met")
    assert refused(table, "pre@desk", "refuse", ground="foreign", **said) == ["ground-met"]
    table.act("desk", "confirm", dossier="d1", requirement="objet", verdict="not-met", reason="Autre objet")
    table.act("pre@desk", "refuse", ground="foreign", **said)
    assert table.state.refused["d1"].requirements == ("objet",)


def test_a_ground_whose_requirements_still_wait_may_refuse_by_the_act_alone() -> None:
    table = a_table()
    table.act("pre@desk", "refuse", dossier="d1", ground="foreign", reason="Autre objet", **BOTH)
    assert "d1" in table.state.refused


def test_what_was_confirmed_at_the_stage_before_stands_until_it_is_confirmed_otherwise() -> None:
    table = a_table(a_filed(confirmed=(("objet", "met"), ("taille", "not-met"), ("delai", "not-met"))))
    said = statuses(table)
    assert (said["objet"], said["taille"]) == ("met", "not-met")
    assert said["delai"] == "met"  # automatic and computed: nobody confirms it
    codes = {each.code for finding in found(table).findings for each in finding.why}
    assert {"fit-before", "fit-before-not"} <= codes
    table.act("desk", "confirm", dossier="d1", requirement="objet", verdict="not-met", reason="Relu")
    assert statuses(table)["objet"] == "not-met"
