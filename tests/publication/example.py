"""Two sessions to publish: a small one where everything that can happen happened, and one whose every text is hostile."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec.structs import replace

from commission.result.ranking import LotRanking, rank_all
from commission.rules.asked import Asked, Field, Heading, Piece, Requirement
from commission.rules.grid import Call, Criterion, SubCriterion
from commission.session.definition import Definition, Dossier, Member
from commission.session.state import State
from tests.build import Table, a_call, a_dossier, a_lot, a_session

GRID = {"A": {"A1": "1", "A2": "7"}, "B": {"B1": "12"}}

NASTY = (
    "[/x] [bold]gras[/bold]",
    "\x1b]52;c;QUJD\x07\x1b[31mrouge\x9b0m",
    "\u202eervil\u202c le livre\u200b\ufeff",
    "=cmd|' /C calc'!A0",
    "long LONG",
    "👩\u200d🚒🇫🇷 e\u0301te\u0301 深圳",
    "\t=1+1",
    "  @SOMME(A1:A9)",
    "＝1+1",
    "\u3000＋1",
    "-2+3",
    "\r\n+1",
    "<script>alert('x')</script> & <b>\"",
    'a;b,c"d\ne',
    "seul \ud800 surrogat",
    "{total} {0} %s %(x)d ${y}",
    "",
)
"""What a name, a title or a reason may hold in a file from outside."""


def a_played_session() -> Table:
    """Lot nord is opened: a tie after the first, a line declined, a recusal, a refusal, a dossier not complete, a
    consultative seat. Lot sud is blind, scored in part.
    """
    lots = (a_lot("nord", 75), a_lot("sud", 40))
    dossiers = (
        a_dossier("n1", "nord", "Association L'Élan", "Grandir chez soi", mesures=30),
        a_dossier("n2", "nord", "Fondation Œuvres & Cie", "Un relais", mesures=30),
        a_dossier("n3", "nord", "Coopérative Arvelin", "Avec les familles", mesures=30),
        a_dossier("n4", "nord", "Association Ty Rozelan", "Là, à toute heure", mesures=15),
        a_dossier("n5", "nord", "Mutuelle du Gué", "Prévenir", mesures=15),
        a_dossier("n6", "nord", "Association du Port", "Agir tôt", mesures=15),
        a_dossier("s1", "sud", "Association La Roche", "Un toit de répit", mesures=40),
    )
    members = ("pre!", "ana", "bob", "cyr", "zoé", "eve?")
    call = a_call(GRID, lots, lot_label="service")
    table = Table(a_session(members, dossiers, call, selection="capacity", title="Commission de sélection")).adopt()
    table.act("pre@desk", "refuse", dossier="n5", ground="late", reason="reçu le 27 août à 9 h 15")
    marks = {
        "n1": {"pre": ("1", "6.5", "11"), "ana": ("1", "7", "12"), "bob": ("0", "6", "10.5")},
        "n2": {"pre": ("1", "6", "10"), "ana": ("1", "6", "10"), "bob": ("1", "5", "10")},
        "n3": {"pre": ("0.5", "6", "10.5"), "ana": ("1", "5.5", "9.5"), "bob": ("1", "6", "9.5")},
        "n4": {"pre": ("0", "0", "0"), "ana": ("0", "0", "0"), "bob": ("0", "0.5", "declined")},
    }
    for dossier, sheets in marks.items():
        for member, values in (*sheets.items(), ("eve", ("1", "1", "1")), ("cyr", ("0", "0", "0"))):
            table.sheet(member, dossier, **dict(zip(("A1", "A2", "B1"), values, strict=True)))
    table.sheet("pre", "n6", A1="1", A2="7", B1="12").sheet("ana", "n6", A1="1", B1="12")
    table.act("pre@desk", "recuse", member="cyr", lot="nord", reason="administratrice de l'association du Port")
    table.open("nord")
    return table.sheet("pre", "s1", A1="1", A2="3", B1="4").marks("ana", "s1", A1="0")


def texts(length: int) -> list[str]:
    """``NASTY`` with a long text of about this many characters."""
    return [each.replace("LONG", "x" * length) for each in NASTY]


def hostile_asked(nasty: Sequence[str]) -> Asked:
    """What a document asks for, each text of it from outside."""
    turn = iter(nasty * 40)
    return Asked(
        tuple(
            Field(code, next(turn), kind, (next(turn),), next(turn), next(turn)) for code, kind in (("f", "choice"),)
        ),
        tuple(Piece(code, next(turn), part, True, next(turn)) for code, part in (("p1", nasty[0]), ("p2", nasty[3]))),
        (Heading("h", next(turn), next(turn)),),
        tuple(
            Requirement(code, next(turn), kind, failing, "requirement", source=next(turn), note=next(turn), **more)
            for code, kind, failing, more in (
                ("r1", "figure-at-most", "refused", {"figure": "mesures"}),
                ("r2", "pieces", "to-complete", {}),
                ("r3", "one-of", "may-be-refused", {"field": "f", "values": tuple(nasty)}),
                ("r4", "statement", "noted", {}),
            )
        ),
    )


def hostile_definition(length: int) -> Definition:
    """Every text that comes from a file is one of ``NASTY``, the long one of this ``length``; a dossier for each."""
    nasty = texts(length)
    turn = iter(nasty * 40)
    subs = tuple(
        SubCriterion(code, next(turn), Fraction(5), "A", next(turn), next(turn), next(turn)) for code in ("A1", "A2")
    )
    call = Call(
        "essai",
        next(turn),
        next(turn),
        next(turn),
        next(turn),
        "Europe/Paris",
        (Criterion("A", next(turn), Fraction(10), subs),),
        (replace(a_lot("n", 8), title=nasty[0], unit=nasty[3]),),
        lot_label=nasty[6],
        figures=tuple(replace(each, title=nasty[1], unit=nasty[3]) for each in a_call().figures),
        asked=hostile_asked(nasty),
    )
    members = tuple(
        Member(code, next(turn), "member", code != "eve", code, next(turn)) for code in ("ana", "bob", "eve")
    )
    dossiers = tuple(
        Dossier(f"d{place:02}", text, nasty[-place], "n", None, {"mesures": Fraction(1)}, {"f": text})
        for place, text in enumerate(nasty)
    )
    return a_session(members, dossiers, call, selection="capacity", title="\n".join(nasty))


def a_hostile_session(length: int) -> Table:
    """It is scored, opened and closed, with hostile reasons wherever one is given."""
    definition, nasty = hostile_definition(length), texts(length)
    president = replace(definition.members[0], role="president")
    table = Table(replace(definition, members=(president, *definition.members[1:]))).adopt()
    codes = [each.code for each in definition.dossiers]
    for place, code in enumerate(codes[2:]):
        table.sheet("ana", code, A1=str(place % 5), A2="5").sheet("eve", code, A1="1", A2="1")
    table.sheet("bob", codes[2], A1="5", A2="0")
    table.act("bob", "mark", dossier=codes[3], code="A1", value="declined", reason=nasty[1])
    table.act("bob", "hand-in", dossier=codes[3])
    table.act("ana@desk", "refuse", dossier=codes[0], ground="other", reason=nasty[1])
    table.act("desk", "confirm", dossier=codes[2], requirement="r4", verdict="not-met", reason=nasty[2])
    table.act("ana@desk", "withdraw", dossier=codes[1], reason=nasty[4] + nasty[2])
    table.open("n")
    table.act("ana@desk", "close", lot="n", reason=nasty[1] + nasty[3])
    return table


def rankings(state: State) -> list[LotRanking]:
    """Every lot, opened or not: what leaves a blind lot out is the room under test."""
    return rank_all(state)
