"""What is printed of a lot without points: three objects one after the other, in words that a secretariat can paste."""

from __future__ import annotations

import json
import tomllib
from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from commission.publication.cells import WIDTH, cells
from commission.publication.csv_export import csv_files, dialect
from commission.publication.published_list import published_list
from commission.publication.rank_json import rank_value
from commission.publication.rank_table import rank_table
from commission.publication.toml_export import toml_bytes
from commission.result.ranking import rank, rank_all
from commission.rules.grid import Authority
from commission.session.deliberation import Deliberation
from commission.words import Words
from tests.build import Table, a_call, a_dossier, a_lot, a_session
from tests.publication.example import NASTY


def a_table(method: str = "ranks", **more: Any) -> Table:
    """Three dossiers of one lot that nobody scores."""
    call = a_call(
        {}, (a_lot("n"),), scored=False, authorities=(Authority("ars", "Agence"),), volume_unit="places", **more
    )
    dossiers = [a_dossier(f"d{n}", "n", f"Association {n}", f"Projet {n}") for n in (1, 2, 3)]
    return Table(a_session(("ana", "bob", "cyr"), dossiers, call, deliberation=Deliberation(method))).adopt()


def text(table: Table) -> str:
    """The table for a mail, in English."""
    return rank_table(table.state, rank_all(table.state), Words("en"))


def unwrapped(said: str) -> str:
    """The same on one line."""
    return " ".join(said.split())


REASONS = "d1: well prepared | d2: as good | d3: too vague"


def test_before_anything_is_entered_nothing_is_proposed_and_every_dossier_waits() -> None:
    said = text(a_table())
    assert "No proposed ranking: the document publishes no points." in said
    assert said.count("The commission has not ranked this dossier yet") == 3
    assert "Decision" not in said


def test_ranks_are_said_to_be_entered_then_adopted_or_not() -> None:
    table = a_table()
    table.act("desk", "ranking", lot="n", order="d1 = d2", reasons=REASONS)
    assert "Ranking entered by the commission, not voted yet" in text(table)
    table.act("desk", "vote", lot="n", favour="1", against="1", abstentions="1")
    assert "Ranking not adopted by the commission's vote (for: 1, against: 1, abstentions: 1" in unwrapped(text(table))
    table.act("desk", "vote", lot="n", favour="2", against="1", reason="counted again")
    said = text(table)
    assert "Ranking adopted by the commission (for: 2, against: 1, abstentions: 0" in unwrapped(said)
    assert "  1 tied  d1 Association 1\n          well prepared\n" in said
    assert "Not ranked by the commission: too vague" in said
    assert "more votes for than against and abstentions together" in unwrapped(said)


def test_a_decision_says_what_it_gives_and_that_it_departs() -> None:
    table = a_table(envelope=Fraction(1000))
    table.act("desk", "ranking", lot="n", order="d1 > d2", reasons=REASONS)
    table.act("desk", "vote", lot="n", favour="3")
    table.act("desk", "decide", lot="n", awards="d2 = 14 ; 600,50", reference="3 March", reason="the territory")
    said = text(table)
    assert "Decision of the authority: Agence (3 March)\n  d2 Association 2: 14 places, €600.50\n" in said
    assert "It departs from the adopted ranking." in said
    assert "Awarded in these lots: €600.50 of an envelope of €1,000; left: €399.50" in said


def test_who_withdrew_since_leaves_a_gap_in_the_ranks() -> None:
    table = a_table()
    table.act("desk", "ranking", lot="n", order="d1 > d2 > d3", reasons=REASONS)
    table.act("desk", "vote", lot="n", favour="3")
    table.act("desk", "withdraw", dossier="d2", reason="by letter")
    found = rank(table.state, "n")
    assert [(each.place, each.dossier.code) for each in found.deliberated.adopted.places] == [(1, "d1"), (3, "d3")]  # type: ignore[union-attr]
    assert [each.reason.code for each in found.unranked] == ["withdrawn"]


def test_a_rank_that_is_shared_leaves_a_gap_after_it() -> None:
    table = a_table()
    table.act("desk", "ranking", lot="n", order="d2 = d1 > d3", reasons=REASONS)
    adopted = rank(table.state, "n").deliberated.adopted
    assert adopted is not None
    assert [(each.place, each.tied, each.dossier.code) for each in adopted.places] == [
        (1, True, "d2"),
        (1, True, "d1"),
        (3, False, "d3"),
    ]


def test_a_lot_with_points_keeps_its_proposal_beside_what_was_adopted() -> None:
    table = Table(a_session(("ana", "bob"), ("d1", "d2"))).adopt()
    table.sheet("ana", "d1", A1="1", A2="7", B1="9").sheet("ana", "d2", A1="1", A2="1", B1="1").open()
    table.act("desk", "ranking", lot="*", order="d2 > d1", reasons="d1: x | d2: y")
    table.act("desk", "vote", lot="*", favour="2")
    said = text(table)
    assert said.index("Proposed ranking") < said.index("Ranking adopted by the commission")
    value = rank_value(table.state, rank_all(table.state), [], Words("en"))["lots"][0]
    assert [each["dossier"] for each in value["ranking"]] == ["d1", "d2"]
    assert [each["dossier"] for each in value["adopted"]["places"]] == ["d2", "d1"]


def test_the_list_to_publish_leaves_out_what_is_not_adopted() -> None:
    table = a_table()
    words, spelling = Words("en"), dialect("rfc4180")
    assert published_list(table.state, rank_all(table.state), words, spelling) is None
    table.act("desk", "ranking", lot="n", order="d1", reasons=REASONS)
    assert published_list(table.state, rank_all(table.state), words, spelling) is None
    table.act("desk", "vote", lot="n", favour="3")
    found = published_list(table.state, rank_all(table.state), words, spelling)
    assert found is not None
    assert found.decode().splitlines()[1:] == ["n,Lot n,1,no,d1,Association 1,Projet 1,,,,"]
    assert csv_files(table.state, rank_all(table.state), words, spelling) == {}


def test_nothing_that_was_typed_commands_a_terminal_or_widens_a_page() -> None:
    # A bar would begin another reason, and no journal holds a lone surrogate.
    known = [each.replace("|", "/").replace("\ud800", "").strip() or "x" for each in NASTY]
    for reason in (" ".join(known), *known):
        table = a_table("opinions")
        definition = replace(
            table.definition, dossiers=tuple(replace(each, applicant=reason) for each in table.definition.dossiers)
        )
        table = Table(definition).adopt()
        table.act("desk", "dossier-opinion", dossier="d3", opinion="unfavourable", reason=reason)
        table.act("desk", "dossier-opinion", dossier="d1", opinion="favourable")
        table.act("desk", "dossier-opinion", dossier="d2", opinion="favourable", reason=reason)
        one_line = " ".join(reason.split()) or "x"
        table.act("desk", "ranking", lot="n", order="d1 > d2", reasons=f"d1: {one_line}\nd2: {one_line}")
        table.act("desk", "vote", lot="n", favour="3")
        table.act("desk", "decide", lot="n", awards="d1 = 1 ; 2", reference=reason, reason=reason)
        for language in ("fr", "en"):
            said = rank_table(table.state, rank_all(table.state), Words(language))
            assert not [char for char in said if (ord(char) < 32 and char != "\n") or char in "\x1b\u202e\x9b"], reason
            assert max(cells(each) for each in said.splitlines()) <= WIDTH, reason
        value = json.dumps(rank_value(table.state, rank_all(table.state), [], Words("fr")), ensure_ascii=False)
        assert not {"\x1b", "\u202e", "\x9b"} & set(value), reason
        tomllib.loads(toml_bytes(table.state, rank_all(table.state), Words("fr")).decode())
        listed = published_list(table.state, rank_all(table.state), Words("fr"), dialect("excel-fr"))
        assert listed is not None
        assert not {"\x1b", "\u202e", "\x9b"} & set(listed.decode()), reason
