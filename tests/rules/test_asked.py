"""What a document asks, read from a file: every kind of requirement, and every fault at its key."""

from __future__ import annotations

import copy
import datetime
import tomllib
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

import pytest

from commission.rules.asked import GROUNDS, LEGAL_GROUNDS, Requirement, ground_standing
from commission.rules.asked_shape import RequirementKind, RequirementShape
from commission.rules.build import build_call
from commission.rules.fault import Fault
from commission.rules.grid import Call
from commission.rules.reading import known_keys, quick, thorough
from commission.rules.shape import GridShape
from commission.words import Words
from commission.words.requirements import condition, consequence
from tests.house.source import ROOT

EXAMPLE = ROOT / "docs" / "examples" / "exigences-inventees.toml"
TABLE: dict[str, Any] = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"), parse_float=Decimal)
PLACE = {each["code"]: index for index, each in enumerate(TABLE["requirement"])}


def built(change: Callable[[dict[str, Any]], object] = lambda table: None) -> tuple[Call, list[Fault]]:
    """The call of the example, changed."""
    table = copy.deepcopy(TABLE)
    change(table)
    return build_call(quick(table, GridShape))


def said(code: str, **changes: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    """The faults of the example when keys of one requirement are changed; None takes a key away."""

    def change(table: dict[str, Any]) -> None:
        for name, value in changes.items():
            table["requirement"][PLACE[code]].pop(name.rstrip("_"), None)
            if value is not None:
                table["requirement"][PLACE[code]][name.rstrip("_")] = value

    return [(each.code, each.where) for each in built(change)[1]]


def at(code: str, *key: str | int) -> tuple[str | int, ...]:
    """Where a key of a requirement stands."""
    return ("requirement", PLACE[code], *key)


def asked_for(call: Call, code: str) -> Requirement:
    """The requirement of this code, which is there."""
    found = call.asked.requirement(code)
    assert found
    return found


def test_the_example_is_sound_and_shows_every_kind() -> None:
    call, found = built()
    assert found == []
    assert {each.kind for each in call.asked.requirements} == set(get_args(RequirementKind))
    dates = asked_for(call, "ouverture")
    assert (dates.first, dates.last) == (datetime.date(2026, 7, 1), datetime.date(2026, 12, 31))
    ceiling = asked_for(call, "plafond")
    assert (ceiling.bound, ceiling.automatic, ceiling.ground) == (Fraction(20000), False, "price-ceiling")
    assert [each.code for each in call.asked.pieces if not each.mandatory] == ["statuts"]


def test_pieces_are_the_mandatory_ones_of_the_part() -> None:
    call = built()[0]
    asked = call.asked
    assert [each.code for each in asked.pieces_of(asked_for(call, "candidature"))] == ["honneur", "comptes"]
    assert [each.code for each in asked.pieces_of(asked_for(call, "budget"))] == ["budget"]
    whole = built(lambda table: table["requirement"][PLACE["candidature"]].pop("part"))[0]
    pieces = whole.asked.pieces_of(asked_for(whole, "candidature"))
    assert [each.code for each in pieces] == ["honneur", "comptes", "budget"]


def test_a_ground_that_the_file_does_not_say_is_never_a_legal_one_but_for_the_closing() -> None:
    call = built(lambda table: [row.pop("ground", None) for row in table["requirement"]])[0]
    for each in call.asked.requirements:
        expected = {"received-before-closing": "late", "date-in-range": ""}.get(each.kind, "requirement")
        assert each.ground == expected


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("plafond", {"figure": "prix"}, ("unknown-figure", at("plafond", "figure"))),
        ("plafond", {"figure": None}, ("requirement-needs", at("plafond", "figure"))),
        ("plafond", {"bound": None}, ("requirement-needs", at("plafond", "bound"))),
        ("plafond", {"bound": "cher"}, ("not-a-number", at("plafond", "bound"))),
        ("plafond", {"piece": "budget"}, ("idle-key", at("plafond", "piece"))),
        ("plafond", {"days": 8}, ("idle-key", at("plafond", "days"))),
        ("budget", {"piece": "devis"}, ("unknown-piece", at("budget", "piece"))),
        ("budget", {"piece": None}, ("requirement-needs", at("budget", "piece"))),
        ("candidature", {"part": "projet"}, ("unknown-part", at("candidature", "part"))),
        ("candidature", {"days": 0}, ("days-not-positive", at("candidature", "days"))),
        ("ouverture", {"from_": datetime.date(2027, 1, 1)}, ("dates-reversed", at("ouverture", "from"))),
        ("ouverture", {"from_": None, "to": None}, ("requirement-needs", at("ouverture", "from"))),
        ("ouverture", {"field": "statut"}, ("field-of-another-kind", at("ouverture", "field"))),
        ("ouverture", {"ground": "late"}, ("idle-key", at("ouverture", "ground"))),
        ("statut", {"field": "siret"}, ("unknown-asked-field", at("statut", "field"))),
        ("statut", {"values": ["association", "Église"]}, ("value-not-of-field", at("statut", "values", 1))),
        ("statut", {"values": None}, ("requirement-needs", at("statut", "values"))),
        ("gestionnaire", {"field": "finess"}, ("field-of-another-kind", at("gestionnaire", "field"))),
        ("objet", {"automatic": True}, ("cannot-be-automatic", at("objet", "automatic"))),
    ],
)
def test_a_requirement_that_cannot_be_is_told_at_its_key(code: str, changes: dict[str, Any], expected: object) -> None:
    assert said(code, **changes) == [expected]


def test_what_else_cannot_be() -> None:
    def faults(change: Callable[[dict[str, Any]], object]) -> list[tuple[str, tuple[str | int, ...]]]:
        return [(each.code, each.where) for each in built(change)[1]]

    assert faults(lambda table: (table.pop("closes"), table.pop("bound"))) == [("closing-missing", at("delai", "kind"))]
    assert faults(lambda table: table["field"][2].pop("values"))[0] == ("choice-without-values", ("field", 2, "values"))
    assert faults(lambda table: table["field"][0].update(values=["x"])) == [("idle-key", ("field", 0, "values"))]
    assert faults(lambda table: table["requirement"][1].update(code="Delai")) == [
        ("duplicate-code", ("requirement", 1, "code"))
    ]
    for name in ("field", "piece", "heading"):
        assert ("code-empty", (name, 0, "code")) in faults(lambda table, name=name: table[name][0].update(code=""))  # type: ignore[misc]
    no_mandatory = faults(lambda table: [each.update(mandatory=False) for each in table["piece"]])
    assert no_mandatory == [("no-mandatory-piece", at("candidature", "kind"))]


def test_a_ground_that_is_none_of_ours_is_told_with_ours() -> None:
    table = copy.deepcopy(TABLE)
    table["requirement"][0]["ground"] = "tardif"
    (found,) = thorough(table, GridShape)[1]
    assert (found.code, found.where) == ("not-one-of", ("requirement", 0, "ground"))
    assert [each in str(found.fields["expected"]) for each in GROUNDS] == [True] * len(GROUNDS)


def test_a_day_is_a_date_alone() -> None:
    table = copy.deepcopy(TABLE)
    table["requirement"][PLACE["ouverture"]]["to"] = datetime.datetime(2026, 12, 31, 12)
    (found,) = thorough(table, GridShape)[1]
    assert (found.code, found.where[-1], found.fields["expected"]) == ("wrong-type", "to", "day")


def test_every_key_is_named_as_it_is_written() -> None:
    assert {"from", "to"} < set(known_keys(RequirementShape))


def test_the_grounds_of_the_code_are_not_those_of_a_call_nor_settings() -> None:
    """law.md § 6: R. 313-6 has three; a ceiling of price is no law, it is the call's own or a setting."""
    asked = built()[0].asked
    under = {each: ground_standing(each, "CASF R.313", asked.requirements) for each in GROUNDS}
    assert (
        [each for each in GROUNDS if under[each] == "law"] == list(LEGAL_GROUNDS) == ["late", "incomplete", "foreign"]
    )
    assert (under["price-ceiling"], under["requirement"], under["other"]) == ("call", "call", "setting")
    outside = {each: ground_standing(each, "", asked.requirements) for each in GROUNDS}
    assert "law" not in outside.values()
    assert (outside["late"], outside["other"]) == ("call", "setting")
    assert ground_standing("price-ceiling", "CASF R.313", ()) == "setting"


@pytest.mark.parametrize(
    ("closes", "exclusive", "expected"),
    [
        ("2025-08-27T00:00:00", True, "reçu avant le 27 août 2025 à 0 h (fuseau Europe/Paris), c'est-à-dire au plus tard"
         " à la fin du 26 août 2025"),
        ("2025-08-27T00:00:00", False, "reçu jusqu'au 27 août 2025 à 0 h inclus (fuseau Europe/Paris) : le minuit par"
         " lequel ce jour commence"),
        ("2025-08-26T16:30:00", True, "reçu avant le 26 août 2025 à 16 h 30 (fuseau Europe/Paris) ; à cet instant, il"
         " est trop tard"),
        ("2025-08-26T16:30:00", False, "reçu jusqu'au 26 août 2025 à 16 h 30 inclus (fuseau Europe/Paris)"),
    ],
)  # fmt: skip
def test_midnight_says_of_which_day_it_is(closes: str, exclusive: bool, expected: str) -> None:
    def change(table: dict[str, Any]) -> None:
        table |= {"closes": datetime.datetime.fromisoformat(closes), "bound": "exclusive" if exclusive else "inclusive"}

    call = built(change)[0]
    assert condition(call.asked.requirements[0], call, Words("fr")) == expected


def test_what_follows_is_never_called_law_where_it_is_a_setting() -> None:
    call = built(lambda table: table["requirement"][PLACE["candidature"]].pop("days"))[0]
    said = {each.code: consequence(each, call, Words("fr")) for each in call.asked.requirements}
    assert said["candidature"].startswith("le dossier est alors à compléter, dans un délai qui est un réglage")
    assert not [each for each in said.values() if "R. 313-6" in each]  # the example is under no regime
    ruled = built(lambda table: table.update(regime="CASF R.313"))[0]
    said = {each.code: consequence(each, ruled, Words("fr")) for each in ruled.asked.requirements}
    assert "R. 313-6 du CASF, 1°" in said["delai"]
    assert "R. 313-6 du CASF, 3°" in said["objet"]
    assert "R. 313-6" not in said["plafond"] + said["taille"]


def test_a_requirement_may_be_asked_of_some_lots_only() -> None:
    call = built()[0]
    codes = {lot: {each.code for each in call.asked.of(lot)} for lot in ("cote", "terres")}
    assert codes["cote"] ^ codes["terres"] == {"plafond", "plafond-cote"}
    assert [call.asked.number(each) for each in call.asked.of("cote")] == [1, 3, 4, 5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize(
    ("lots", "expected"),
    [
        (["cote", "mer"], ("requirement-unknown-lot", at("plafond", "lots", 1))),
        (["cote", "cote"], ("requirement-lot-twice", at("plafond", "lots", 1))),
    ],
)
def test_a_lot_that_a_requirement_names_wrongly_is_told_at_its_key(lots: list[str], expected: object) -> None:
    assert said("plafond", lots=lots) == [expected]


def test_a_call_without_lots_asks_nothing_of_a_lot() -> None:
    found = built(lambda table: table.pop("lot"))[1]
    assert {(each.code, each.where) for each in found} == {
        ("requirement-no-lots", at(code, "lots")) for code in ("plafond", "plafond-cote")
    }


def test_a_ground_is_the_calls_own_only_in_the_lots_that_it_is_published_for() -> None:
    call = built(lambda table: table["requirement"].pop(PLACE["plafond-cote"]))[0]
    under = {lot: ground_standing("price-ceiling", "", call.asked.of(lot)) for lot in ("cote", "terres")}
    assert under == {"cote": "setting", "terres": "call"}
