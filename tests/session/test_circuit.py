"""An admission circuit, step by step: each waits for what comes before it, and says what is lacking, from whom."""

from __future__ import annotations

import pytest

from commission.rules.fault import Refused
from commission.words import Words
from tests.build import Table, a_session
from tests.circuits import ADMITTED, DESK, DIRECTION, VISA, circuits

FR = Words("fr")


def said(played: Table, who: str, kind: str, **fields: str) -> str:
    """The French sentence with which an act is refused."""
    with pytest.raises(Refused) as refusal:
        played.act(who, kind, **fields)
    return FR.fault(refusal.value.faults[0])


def test_from_the_sheet_to_the_admission() -> None:
    played = circuits().ready("J-01").admit("J-01")
    case = played.state.book.cases["J-01"]
    assert case.present
    assert case.admitted is not None
    assert (case.admitted.date, case.admitted.age) == (ADMITTED, "16")
    assert played.state.ineffective == []


@pytest.mark.parametrize(
    "name", ["Léa", "lea-2009", "J", "J-1", "J-2009", "ABC-12", "J-01-02", "J01", "2009-05-12", "J-٣٤", "J-01\n"]
)
def test_a_sheet_bears_a_pseudonym_and_nothing_else(name: str) -> None:
    assert circuits().refused(DESK, "fiche", fiche=name + "x", territory="nord", service="s-nord") == "not-a-pseudonym"
    if name != "J-01\n":  # what is typed is trimmed
        assert circuits().refused(DESK, "fiche", fiche=name, territory="nord", service="s-nord") == "not-a-pseudonym"


def test_what_is_typed_in_french_is_written_as_the_journal_writes_it() -> None:
    played = circuits().fiche("j-01")
    played.act(DESK, "condition", fiche="j-01", condition="AGE", value="16 ans")
    played.act(DESK, "condition", fiche="j-01", condition="besoin", value="Travail, ecole")
    played.act(DESK, "condition", fiche="j-01", condition="mesure", value="placement")
    played.act(DESK, "condition", fiche="j-01", condition="droit", value="oui", start="1/9/2025", until="31/08/2027")
    played.act(DESK, "agreement", fiche="j-01", agreement="jeune", value="Oui")
    played.act(DESK, "opinion", fiche="j-01", opinion="chef", value="défavorable", reason="trop tôt")
    case = played.state.book.cases["J-01"]
    values = {code: (each.value, each.start, each.until) for code, each in case.conditions.items()}
    assert values == {
        "age": ("16", "", ""),
        "besoin": ("ecole,travail", "", ""),
        "mesure": ("placement", "", ""),
        "droit": ("oui", "2025-09-01", "2027-08-31"),
    }
    assert case.agreements == {"jeune": True}
    assert not case.opinions["chef"].favourable


@pytest.mark.parametrize(
    ("condition", "value", "more", "code"),
    [
        ("age", "13", {}, "age-out-of-range"),
        ("age", "21", {}, "age-out-of-range"),
        ("age", "12/05/2009", {}, "not-an-age"),
        ("age", "16,5", {}, "not-an-age"),
        ("age", "016", {}, "not-an-age"),
        ("mesure", "aed,placement", {}, "one-option-only"),
        ("mesure", "rien", {}, "unknown-option-of"),
        ("besoin", "ecole, rien", {}, "unknown-option-of"),
        ("droit", "oui", {}, "days-required"),
        ("droit", "oui", {"start": "2025-01-01"}, "days-required"),
        ("droit", "oui", {"start": "2025-02-30", "until": "2026-01-01"}, "not-a-day"),
        ("droit", "oui", {"start": "2026-01-01", "until": "2025-01-01"}, "days-reversed"),
        ("droit", "attente", {"start": "2025-01-01", "until": "2026-01-01"}, "days-not-asked"),
        ("taille", "180", {}, "unknown-condition"),
    ],
)
def test_what_no_condition_can_be(condition: str, value: str, more: dict[str, str], code: str) -> None:
    played = circuits().fiche("J-01")
    assert played.refused(DESK, "condition", fiche="J-01", condition=condition, value=value, **more) == code


def test_both_bounds_of_the_age_are_inside() -> None:
    played = circuits().fiche("J-01")
    assert [played.refused(DESK, "condition", fiche="J-01", condition="age", value=age) for age in ("14", "20")] == [
        "",
        "",
    ]


def test_what_says_who_somebody_is_is_never_typed_and_free_words_stay_on_paper() -> None:
    played = circuits().fiche("J-01")
    assert played.refused(DESK, "fill", fiche="J-01", field="nom", value="Dupont") == "personal-field"
    assert played.refused(DESK, "fill", fiche="J-01", field="nom", value="rempli") == "personal-field"
    assert played.refused(DESK, "fill", fiche="J-01", field="situation", value="Vit chez sa tante") == "not-a-word"
    assert played.refused(DESK, "fill", fiche="J-01", field="situation", value="rempli") == ""
    assert played.refused(DESK, "fill", fiche="J-01", field="accueil", value="mecs") == ""
    assert played.state.book.cases["J-01"].fields == {"situation": "filled", "accueil": "MECS"}


def test_the_first_opinion_waits_for_the_conditions_and_says_for_whom_they_are() -> None:
    played = circuits().fiche("J-01")
    assert said(played, DESK, "opinion", fiche="J-01", opinion="chef", value="favourable") == (
        "Il manque encore à la fiche « J-01 » : age (le référent), mesure (le référent), besoin (le référent), "
        "droit (le chef) ; chacun en toutes lettres : commission circuit PROCÉDURE --fiche J-01"
    )


def test_without_any_file_there_is_no_sheet_yet_but_one_to_deposit() -> None:
    played = circuits().fiche("J-01").conditions("J-01", droit="non")
    assert said(played, DESK, "opinion", fiche="J-01", opinion="chef", value="favourable") == (
        "Pas encore de fiche « J-01 » : Déposer un dossier ; cela revient à : le référent"
    )
    played.conditions("J-01", droit="attente").opinion("J-01")


def test_a_pending_notification_lets_opinions_through_but_no_admission() -> None:
    played = (
        circuits().fiche("J-01").conditions("J-01", droit="attente").agreements("J-01").opinion("J-01").visa("J-01")
    )
    early = played.refused(DESK, "receive", fiche="J-01", piece="notification", date=ADMITTED)
    assert early == "piece-too-early"
    assert played.refused(DIRECTION, "admission", fiche="J-01", date=ADMITTED, age="16") == "fiche-lacks"
    played.conditions("J-01").piece("J-01").admit("J-01")


def test_opinions_come_in_their_order_and_the_pilot_only_for_another_territory() -> None:
    here = circuits().fiche("J-01").conditions("J-01")
    assert here.refused(DESK, "opinion", fiche="J-01", opinion="pilote", value="favourable") == "opinion-not-needed"
    there = circuits().fiche("J-02", service="s-loin").conditions("J-02")
    assert said(there, DESK, "opinion", fiche="J-02", opinion="pilote", value="favourable").startswith(
        "Il manque encore à la fiche « J-02 » : chef (le chef) ; "
    )
    assert there.opinion("J-02").refused(DIRECTION, "visa", fiche="J-02", date=VISA) == "fiche-lacks"
    there.opinion("J-02", "pilote").visa("J-02")
    assert there.refused(DESK, "opinion", fiche="J-02", opinion="pilote", value="favourable") == "opinion-followed"


def test_an_unfavourable_opinion_needs_its_reason_and_stops_the_sheet_until_it_is_given_anew() -> None:
    played = circuits().fiche("J-01").conditions("J-01")
    assert played.refused(DESK, "opinion", fiche="J-01", opinion="chef", value="unfavourable") == "reason-required"
    played.opinion("J-01", value="unfavourable", reason="trop tôt")
    assert played.refused(DIRECTION, "visa", fiche="J-01", date=VISA) == "fiche-lacks"
    played.opinion("J-01").visa("J-01")


def test_a_refused_agreement_is_met_by_a_delegation_only_where_the_document_says_so() -> None:
    played = circuits().ready("J-01").agreements("J-01", parents="no")
    delegation = {"fiche": "J-01", "agreement": "parents", "reason": "ordonnance"}
    assert played.refused(DIRECTION, "admission", fiche="J-01", date=ADMITTED, age="16") == "fiche-lacks"
    assert played.refused(DESK, "delegation", **delegation) == "delegation-shut"
    played.conditions("J-01", mesure="placement")
    assert played.refused(DESK, "delegation", **{**delegation, "agreement": "jeune"}) == "no-delegation"
    played.act(DESK, "delegation", **delegation)
    played.admit("J-01")


def test_a_delegation_stands_for_a_refusal_alone() -> None:
    played = circuits().ready("J-01").conditions("J-01", mesure="placement")
    delegation = {"fiche": "J-01", "agreement": "parents", "reason": "ordonnance"}
    assert played.refused(DESK, "delegation", **delegation) == "agreement-not-refused"
    played.agreements("J-01", parents="no").act(DESK, "delegation", **delegation)
    played.conditions("J-01", mesure="aed")
    assert played.refused(DIRECTION, "admission", fiche="J-01", date=ADMITTED, age="16") == "fiche-lacks"


def test_a_new_refusal_needs_a_new_delegation() -> None:
    played = circuits().ready("J-01").conditions("J-01", mesure="placement").agreements("J-01", parents="no")
    played.act(DESK, "delegation", fiche="J-01", agreement="parents", reason="ordonnance")
    played.agreements("J-01").agreements("J-01", parents="no")
    assert played.refused(DIRECTION, "admission", fiche="J-01", date=ADMITTED, age="16") == "fiche-lacks"


def test_nobody_is_admitted_beyond_the_places() -> None:
    played = circuits().ready("J-01").admit("J-01").ready("J-02")
    assert said(played, DIRECTION, "admission", fiche="J-02", date=ADMITTED, age="16") == (
        "Plus de place pour « J-02 » : Nord, places en tout : 1 ; ce circuit n'ouvre aucune admission au-delà ; "
        "inscrivez-le sur la liste d'attente : commission act PROCÉDURE --as desk wait J-02 JOUR"
    )
    assert played.refused(DIRECTION, "over-capacity", fiche="J-02", reason="urgence") == "no-over-capacity"
    played.leave("J-01").admit("J-02", date="2026-03-02")


def test_where_the_document_allows_it_one_more_is_admitted_by_an_act_with_its_reason() -> None:
    played = circuits(over=True).ready("J-01").admit("J-01").ready("J-02")
    assert played.refused(DIRECTION, "admission", fiche="J-02", date=ADMITTED, age="16") == "no-place-but"
    assert played.refused(DIRECTION, "over-capacity", fiche="J-02", reason=" ") == "missing-field"
    played.act(DIRECTION, "over-capacity", fiche="J-02", reason="fratrie")
    played.admit("J-02").ready("J-03")
    assert played.refused(DIRECTION, "admission", fiche="J-03", date=ADMITTED, age="16") == "no-place-but"


def test_who_lives_elsewhere_is_taken_in_by_an_act_with_its_reason() -> None:
    played = circuits().ready("J-01", home="outside")
    assert played.refused(DIRECTION, "admission", fiche="J-01", date=ADMITTED, age="16") == "fiche-lacks"
    assert played.refused(DESK, "out-of-zone", fiche="J-01", reason="tout près") == "not-yours"
    played.act(DIRECTION, "out-of-zone", fiche="J-01", reason="tout près")
    played.admit("J-01")
    assert circuits().ready("J-01").refused(DIRECTION, "out-of-zone", fiche="J-01", reason="tout près") == "in-zone"


def test_the_waiting_list_follows_priorities_then_days_and_who_passes_before_needs_a_reason() -> None:
    played = circuits().ready("J-01").ready("J-02").ready("J-03").ready("J-04")
    for fiche, day in (("J-01", "2025-10-02"), ("J-02", "2025-10-01"), ("J-03", "2025-10-03")):
        played.act(DESK, "wait", fiche=fiche, date=day)
    played.act(DESK, "priority", fiche="J-03", rank="2", reason="échéance proche")
    assert [each.code for each in played.state.book.waiting("nord", "priority")] == ["J-03", "J-02", "J-01"]
    assert [each.code for each in played.state.book.waiting("nord", "arrival")] == ["J-02", "J-01", "J-03"]
    assert played.refused(DIRECTION, "admission", fiche="J-02", date="2025-10-05", age="16") == "others-wait"
    assert said(played, DIRECTION, "admission", fiche="J-04", date="2025-10-05", age="16").startswith(
        "Avant « J-04 », d'autres attendent sur le même territoire, à qui il ne manque qu'une place : J-03, J-02, J-01 ;"
    )
    played.admit("J-02", date="2025-10-05", reason="décision du comité")
    assert not played.state.book.cases["J-02"].waiting


def test_who_waits_without_being_ready_holds_nobody_up() -> None:
    played = (
        circuits().fiche("J-01").conditions("J-01", droit="attente").agreements("J-01").opinion("J-01").visa("J-01")
    )
    played.act(DESK, "wait", fiche="J-01", date="2025-10-02")
    played.ready("J-02").admit("J-02", date="2025-10-05")


def test_an_admission_comes_after_what_it_needs_and_within_the_notification() -> None:
    played = circuits().ready("J-01")
    refusals = [
        played.refused(DIRECTION, "admission", fiche="J-01", date=day, age="16")
        for day in ("2025-09-11", "2024-12-31", "2027-01-01", "demain")
    ]
    assert refusals == ["admitted-too-early", "not-on-that-day", "not-on-that-day", "not-a-day"]
    assert played.refused(DIRECTION, "admission", fiche="J-01", date=ADMITTED, age="21") == "age-out-of-range"
    played.admit("J-01", date="2026-12-31")


def test_an_exit_follows_an_exchange_and_an_admission() -> None:
    played = circuits().ready("J-01")
    exit_ = {"fiche": "J-01", "date": "2026-03-01", "age": "17", "ending": "fin", "reason": "projet abouti"}
    assert played.refused(DIRECTION, "leave", **exit_, exchange="2026-02-01") == "fiche-not-admitted"
    played.admit("J-01")
    assert played.refused(DIRECTION, "leave", **exit_) == "exchange-required"
    assert played.refused(DIRECTION, "leave", **exit_, exchange="2026-03-02") == "days-reversed"
    early = {**exit_, "date": "2025-09-14"}
    assert played.refused(DIRECTION, "leave", **early, exchange="2025-09-14") == "days-reversed"
    assert played.refused(DIRECTION, "leave", **{**exit_, "age": "15"}, exchange="2026-02-01") == "younger-than-before"
    assert played.refused(DIRECTION, "leave", **{**exit_, "ending": "bof"}, exchange="2026-02-01") == "not-a-word"
    played.act(DIRECTION, "leave", **exit_, exchange="01/02/2026")
    assert played.refused(DIRECTION, "leave", **exit_, exchange="2026-02-01") == "fiche-left"
    assert played.refused(DESK, "condition", fiche="J-01", condition="age", value="18") == "fiche-admitted"


def test_a_sheet_closed_without_admission_stays_closed() -> None:
    played = circuits().ready("J-01")
    played.act(DESK, "drop", fiche="J-01", reason="demande retirée")
    assert said(played, DIRECTION, "admission", fiche="J-01", date=ADMITTED, age="16") == (
        "La fiche « J-01 » a été fermée sans admission : demande retirée"
    )


def test_the_secretariat_admits_nobody() -> None:
    played = circuits().ready("J-01")
    for kind, fields in (("admission", {"date": ADMITTED, "age": "16"}), ("visa", {"date": VISA})):
        assert played.refused(DESK, kind, fiche="J-01", **fields) == "not-yours"
    assert played.refused("ana", "fiche", fiche="J-09", territory="nord", service="s-nord") == "not-yours"


def test_a_circuit_has_no_marks_and_a_grid_has_no_sheets() -> None:
    played = circuits()
    assert played.refused(DESK, "open", lot="*") == "circuit-scores-nothing"
    assert played.refused(DIRECTION, "recuse", lot="*", member="ana", reason="lien") == "circuit-scores-nothing"
    with pytest.raises(Refused) as refusal:
        Table(a_session(("pre!",))).adopt().act(DESK, "fiche", fiche="J-01", territory="nord")
    assert [each.code for each in refusal.value.faults] == ["not-a-circuit"]


def test_nothing_is_written_before_the_adoption() -> None:
    played = circuits()
    played._entries.clear()
    played._state = None
    assert played.refused(DESK, "fiche", fiche="J-01", territory="nord", service="s-nord") == "not-adopted"


def test_a_place_is_free_from_the_day_of_an_exit_and_not_before() -> None:
    full = circuits().ready("J-01").admit("J-01").ready("J-02")
    assert full.refused(DIRECTION, "admission", fiche="J-02", date="2025-11-15", age="16") == "no-place"
    exit_ = {"date": "2025-12-01", "age": "17", "ending": "end", "reason": "fin", "exchange": "2025-11-20"}
    full.act(DIRECTION, "leave", fiche="J-01", **exit_)
    assert full.refused(DIRECTION, "admission", fiche="J-02", date="2025-11-30", age="16") == "no-place"
    full.act(DIRECTION, "admission", fiche="J-02", date="2025-12-01", age="16")


def test_what_is_noted_once_done_is_not_noted_for_a_day_to_come() -> None:
    played = circuits().ready("J-01").admit("J-01")
    late = {"age": "17", "ending": "end", "reason": "fin", "exchange": "2025-11-20"}
    assert played.refused(DIRECTION, "leave", fiche="J-01", date="2031-01-02", **late) == "day-to-come"
    assert played.refused(DIRECTION, "leave", fiche="J-01", date="2031-01-01", **late) == ""


def test_a_visa_given_for_another_day_replaces_the_one_before() -> None:
    played = circuits().ready("J-01")
    day = played.state.book.cases["J-01"].visa
    played.act(DIRECTION, "visa", fiche="J-01", date="2025-10-07")
    assert (played.state.book.cases["J-01"].visa, day) == ("2025-10-07", VISA)
