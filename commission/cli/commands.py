"""The table of commands: name, file, one line of help. ``--help`` is printed from it, through the catalogue, in advance."""

from __future__ import annotations

from typing import Final

import msgspec

from commission.words.marker import N_


class Entry(msgspec.Struct, frozen=True):
    """One command. ``module`` builds it with ``command(face)``; ``usage`` and ``help`` are messages."""

    name: str
    module: str
    usage: str
    help: str


COMMANDS: Final[tuple[Entry, ...]] = (
    Entry("demo", "demo", N_("[--to FOLDER]"), N_("a copy of the example session, ready to play with")),
    Entry("new", "new", N_("SESSION --grid GRID"), N_("a session folder with a commented session.toml")),
    Entry(
        "grid",
        "grid",
        N_("show GRID | new FILE --from TABLE | schema"),
        N_("show a grid as on paper; begin one from a table; its schema"),
    ),
    Entry("check", "check", N_("PATH…"), N_("grids and sessions: every fault, with its line and column")),
    Entry(
        "import",
        "import_",
        N_("SESSION dossiers|members|marks|agreed FILE"),
        N_("read a CSV or XLSX table: all or nothing, each bad row named"),
    ),
    Entry(
        "admissibility",
        "admissibility",
        N_("SESSION [--lot LOT]"),
        N_("dossiers × requirements: met, not met, to confirm"),
    ),
    Entry("score", "score", N_("SESSION --as MEMBER [--text]"), N_("the member's screens; --text: line by line")),
    Entry("mark", "mark", N_("SESSION --as MEMBER DOSSIER CODE VALUE"), N_("write one mark, for scripts")),
    Entry("desk", "desk", N_("SESSION [--text]"), N_("the secretariat's and the presidency's screens")),
    Entry("room", "room", N_("SESSION"), N_("the screen for a projector: neutral, sheets handed in, what is opened")),
    Entry("progress", "progress", N_("SESSION"), N_("how many sheets are handed in, never what they say")),
    Entry("rank", "rank", N_("SESSION [--lot LOT]"), N_("the proposed ranking, explained")),
    Entry(
        "deliberation",
        "debate",
        N_("SESSION [DOSSIER]"),
        N_("dossier by dossier, once opened: what diverges first, what changed since"),
    ),
    Entry("export", "export", N_("SESSION --to FOLDER"), N_("the ranking and its marks as TOML and CSV")),
    Entry(
        "next-stage",
        "next_stage",
        N_("SESSION FOLDER"),
        N_("the session of the next stage, on the dossiers in useful rank"),
    ),
    Entry("circuit", "circuit", N_("SESSION [--fiche FICHE]"), N_("an admission circuit: where each sheet stands")),
    Entry("allocate", "allocate", N_("FILE"), N_("share an envelope by keys, floors and ceilings, to the cent")),
    Entry("print-sheets", "print_sheets", N_("SESSION --to FILE"), N_("blank score sheets, ready to print")),
    Entry("slips", "slips", N_("SESSION --to FILE"), N_("draw a personal code for each member, to print and hand out")),
    Entry(
        "verify", "verify", N_("SESSION [--from FOLDER]"), N_("chains and fingerprints of the journals, and a recount")
    ),
    Entry("act", "act", N_("SESSION --as WHO KIND [FIELD=VALUE…]"), N_("make any entry of the journal")),
    Entry("adopt", "act", N_("SESSION --as WHO [reason=…]"), N_("adopt the grid, the rules and the session")),
    Entry("open", "act", N_("SESSION --as WHO LOT"), N_("open the marks of a lot")),
    Entry("close", "act", N_("SESSION --as WHO LOT reason=…"), N_("close the scoring of a lot")),
    Entry("hand-in", "act", N_("SESSION --as MEMBER DOSSIER"), N_("hand in a sheet")),
    Entry("reopen", "act", N_("SESSION --as WHO DOSSIER [reason=…]"), N_("reopen a sheet that was handed in")),
    Entry("recuse", "act", N_("SESSION --as WHO LOT reason=…"), N_("withdraw for a conflict of interest")),
    Entry(
        "refuse",
        "act",
        N_("SESSION --as WHO DOSSIER ground=… reason=…"),
        N_("refuse a dossier before examination"),
    ),
    Entry("ranking", "act", N_("SESSION --as WHO LOT order=…"), N_("enter the ranks that the commission gives")),
    Entry("vote", "act", N_("SESSION --as WHO LOT FOR [AGAINST]"), N_("enter the commission's vote on its ranking")),
    Entry("decide", "act", N_("SESSION --as WHO LOT [awards=…]"), N_("record the authority's decision")),
)
"""In the order in which a commission meets them."""


def entry(name: str) -> Entry | None:
    """The command of this name."""
    return next((each for each in COMMANDS if each.name == name), None)
