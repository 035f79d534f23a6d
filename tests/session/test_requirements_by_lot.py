"""A requirement that is asked in some lots only: not computed, not to confirm and no ground of refusal in the others."""

from __future__ import annotations

from fractions import Fraction

from msgspec.structs import replace

from commission.publication.admissibility_json import admissibility_value
from commission.publication.admissibility_text import admissibility_text
from commission.publication.grid_paper import grid_paper
from commission.result.ranking import rank
from commission.rules.grid import Lot
from commission.session.access import DESK
from commission.session.definition import Dossier
from commission.session.fold import fold
from commission.session.refusals import refusal_steps
from commission.tui.desk_admissibility import Table as Rows
from commission.tui.desk_admissibility import about
from commission.tui.desk_choices import requirement_choices
from commission.words import Words
from tests.build import Table, a_session, adopt, journal
from tests.session.admissible import ASKED, the_call
from tests.session.test_admissibility import BOTH, SOUND, a_filed, confirming, found, refused, statuses

DEAR = SOUND["figures"] | {"prix": Fraction(81)}
ONLY = {"plafond": ("cote",), "objet": ("cote",), "taille": ("terres",)}


def two_lots(*dossiers: Dossier) -> Table:
    """The price is bounded on the coast only, and the object judged there only; the size counts inland only."""
    requirements = tuple(replace(each, lots=ONLY.get(each.code, ())) for each in ASKED.requirements)
    call = the_call(asked=replace(ASKED, requirements=requirements))
    call = replace(call, lots=(Lot("cote", "Côte"), Lot("terres", "Terres")))
    return Table(a_session(("pre!", "ana"), dossiers, call)).adopt()


def both(**changes: object) -> Table:
    """The same dossier in each lot: c1 on the coast, t1 inland."""
    return two_lots(a_filed("c1", lot="cote", **changes), a_filed("t1", lot="terres", **changes))


def test_it_is_not_computed_for_a_dossier_of_another_lot() -> None:
    table = both(figures=DEAR)
    assert (found(table, "c1").outcome, found(table, "t1").outcome) == ("blocked", "to-confirm")
    assert set(statuses(table, "c1")) ^ set(statuses(table, "t1")) == {"plafond", "objet", "taille"}


def test_it_keeps_a_dossier_from_its_place_in_its_own_lot_only() -> None:
    table = both(figures=DEAR)
    for member in ("pre", "ana"):
        for dossier in ("c1", "t1"):
            table.sheet(member, dossier, **{sub.code: "1" for sub in table.definition.call.subs})
    state = table.open("cote").open("terres").state
    assert [each.dossier.code for each in rank(state, "cote").ranking] == []
    assert [each.dossier.code for each in rank(state, "terres").ranking] == ["t1"]


def test_nobody_confirms_it_or_asks_for_it_elsewhere() -> None:
    table = both()
    confirmed = {"requirement": "objet", "verdict": "met"}
    assert refused(table, "desk", "confirm", dossier="t1", **confirmed) == ["requirement-other-lot"]
    assert refused(table, "desk", "ask-completion", dossier="t1", requirement="objet") == ["requirement-other-lot"]
    table.act("desk", "confirm", dossier="c1", **confirmed)
    assert "objet" not in [each.value for each in requirement_choices(table.state, "t1", "confirm")]
    assert "objet" in [each.value for each in requirement_choices(table.state, "c1", "confirm")]


def test_a_line_that_confirms_it_elsewhere_is_listed_and_has_no_effect() -> None:
    state = fold(both().definition, [journal(DESK, adopt(), confirming("met", dossier="t1"))])
    assert [each.reason.code for each in state.ineffective] == ["requirement-other-lot"]
    assert state.confirmations == {}


def test_a_ground_published_for_one_lot_refuses_by_that_requirement_there_and_is_a_setting_elsewhere() -> None:
    table = both()
    fields = {"ground": "price-ceiling", "reason": "Trop cher", **BOTH}
    assert refused(table, "pre@desk", "refuse", dossier="c1", **fields) == ["ground-without-requirement"]
    assert refused(table, "pre@desk", "refuse", dossier="t1", requirement="plafond", **fields) == [
        "requirement-other-lot"
    ]
    table.act("pre@desk", "refuse", dossier="t1", **fields)
    assert "refusal-setting" in [each.code for each in refusal_steps(table.definition, table.state.refused["t1"])]
    dear = both(figures=DEAR)
    dear.act("pre@desk", "refuse", dossier="c1", **fields)
    assert dear.state.refused["c1"].requirements == ("plafond",)
    assert "refusal-call" in [each.code for each in refusal_steps(dear.definition, dear.state.refused["c1"])]


def test_a_requirement_keeps_its_number_in_the_tables_of_every_lot() -> None:
    table, words = both(figures=DEAR), Words("fr")
    shown = {each.code: Rows(table.state, each).columns for each in table.definition.lots}
    assert shown == {"cote": list("12456789"), "terres": list("1345678")}
    lines = admissibility_text(table.state, words).splitlines()
    heads = [each.split() for each in lines if each.strip().startswith("Dossier")]
    assert [[cell for cell in each if cell.isdigit()] for each in heads] == [shown["cote"], shown["terres"]]
    assert lines.count("     seulement pour : lot cote") == 2
    assert grid_paper(table.definition.call, words).splitlines().count("      seulement pour : lot cote") == 2
    panel = about(Rows(table.state, table.definition.lots[0]), "c1", 1, 80, words)
    assert "2  Prix" in str(panel[0])
    assert any("seulement pour : lot cote" in str(each) for each in panel)
    by_code = {each["code"]: each.get("lots") for each in admissibility_value(table.state, words)["requirements"]}
    assert (by_code["plafond"], by_code["delai"]) == (["cote"], None)


def test_a_lot_of_which_nothing_is_asked_waits_for_nothing() -> None:
    requirements = tuple(replace(each, lots=("cote",)) for each in ASKED.requirements)
    call = replace(
        the_call(asked=replace(ASKED, requirements=requirements)), lots=(Lot("cote", "C"), Lot("terres", "T"))
    )
    table = Table(a_session(("pre!",), (a_filed("c1", lot="cote"), a_filed("t1", lot="terres")), call)).adopt()
    assert (found(table, "t1").findings, found(table, "t1").outcome) == ((), "unstated")
    assert "t1" in admissibility_text(table.state, Words("fr"))
    assert Rows(table.state, call.lots[1]).columns == []
