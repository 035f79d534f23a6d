"""What follows from the sheets of a circuit: stages, places, the waiting list, the five indicators, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

from commission.result.circuit import Overview, Stage, overview
from tests.circuits import DESK, DIRECTION, Circuits, circuits


def seen(played: Circuits) -> Overview:
    definition = played.definition
    assert definition.circuit is not None
    return overview(definition.circuit, played.state.book, definition.waiting)


def stage(played: Circuits, fiche: str = "J-01") -> Stage:
    return next(each.stage for each in seen(played).standings if each.case.code == fiche)


def lacks(played: Circuits, fiche: str = "J-01") -> list[tuple[str, str, str]]:
    found = next(each for each in seen(played).standings if each.case.code == fiche)
    return [(each.kind, each.code, each.who) for each in found.lacks]


def test_each_step_brings_the_sheet_to_the_next_stage() -> None:
    played = circuits().fiche("J-01")
    met = [stage(played)]
    for step in (
        lambda: played.conditions("J-01", droit="non"),
        lambda: played.conditions("J-01", droit="attente"),
        lambda: played.opinion("J-01", value="unfavourable", reason="trop tôt"),
        lambda: played.opinion("J-01"),
        lambda: played.visa("J-01"),
        lambda: played.conditions("J-01").agreements("J-01").piece("J-01"),
        lambda: played.admit("J-01"),
        lambda: played.leave("J-01"),
    ):
        step()
        met.append(stage(played))
    assert met == [
        "conditions", "no-sheet-yet", "opinions", "stopped", "visa", "admission", "ready", "admitted", "left",
    ]  # fmt: skip


def test_what_is_lacking_stands_in_the_order_of_the_sheet_with_who_sees_to_it() -> None:
    played = circuits().fiche("J-01", service="s-loin", home="outside").conditions("J-01", droit="attente")
    played.agreements("J-01", parents="no")
    assert lacks(played) == [
        ("condition", "droit", "le chef"),
        ("refused", "parents", "le référent"),
        ("opinion", "chef", "le chef"),
        ("opinion", "pilote", "le chef"),
        ("visa", "visa", "la direction"),
        ("piece", "notification", "la direction"),
        ("out-of-zone", "out-of-zone", "la direction"),
    ]
    played.conditions("J-01", droit="attente", mesure="placement")
    assert ("delegation", "parents", "le juge") in lacks(played)


def test_places_are_counted_by_territory_and_the_list_shows_its_order() -> None:
    played = circuits(over=True).ready("J-01").admit("J-01").ready("J-02").ready("J-03").ready("J-04", "sud")
    for fiche in ("J-02", "J-03"):
        played.act(DESK, "wait", fiche=fiche, date="2025-10-01")
    played.admit("J-04")
    nord, sud = seen(played).rooms
    assert (nord.present, nord.free, nord.waiting) == (("J-01",), 0, ("J-02", "J-03"))
    assert (sud.present, sud.free, sud.waiting) == (("J-04",), 1, ())
    played.act(DIRECTION, "over-capacity", fiche="J-02", reason="fratrie")
    played.admit("J-02")
    assert (seen(played).rooms[0].present, seen(played).rooms[0].free) == (("J-01", "J-02"), 0)
    assert seen(played).rooms[0].waiting == ("J-03",)


def test_the_indicators_are_exact() -> None:
    """Three admitted at 14, 16 and 16: 46/3 years. Two left at 17 and 18 after 30 and 61 days, one of them a break."""
    played = circuits(over=True)
    for fiche, age in (("J-01", "14"), ("J-02", "16"), ("J-03", "16")):
        played.ready(fiche).act(DIRECTION, "over-capacity", fiche=fiche, reason="essai") if fiche != "J-01" else (
            played.ready(fiche)
        )
        played.admit(fiche, age=age, date="2025-10-01")
    played.leave("J-01", age="17", date="2025-10-31", ending="break")
    played.leave("J-02", age="18", date="2025-12-01")
    figures = {each.indicator.code: (each.value, each.n) for each in seen(played).figures}
    assert figures == {
        "n": (3, 3),
        "entree": (Fraction(46, 3), 3),
        "sortie": (Fraction(35, 2), 2),
        "duree": (Fraction(91, 2), 2),
        "ruptures": (1, 2),
    }


def test_before_anybody_is_admitted_a_mean_is_no_zero() -> None:
    figures = {each.indicator.code: each.value for each in seen(circuits()).figures}
    assert figures == {"n": 0, "entree": None, "sortie": None, "duree": None, "ruptures": 0}
