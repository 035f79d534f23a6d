"""The keys of the desk, and every act of the table of acts as an action of its own in the palette."""

from __future__ import annotations

from commission.session.acts import fitting
from commission.session.definition import Definition
from commission.tui.actions import EVERYWHERE, Action
from commission.words import N_, Words

ACT = "act:"
"""The id of an action made from the table of acts: this, then the kind."""

DESK = (
    Action("choose", ("enter",), N_("acts here"), N_("What can be done about this member and this dossier"), 1),
    Action("why", ("enter", "d"), N_("why"), N_("Why this rank, in full"), 1),
    Action("open_marks", ("o",), N_("open marks"), N_("Open the marks of this lot"), 3),
    Action("turn", ("v", "f6"), N_("view"), N_("From progress to ranking, and back"), 2),
    Action("next_lot", ("tab",), N_("next lot"), N_("The next lot"), 4),
    Action("lot_before", ("shift+tab",), N_("lot before"), N_("The lot before")),
    Action("acts", ("a", "f2"), N_("acts"), N_("Every act: refuse, withdraw, close scoring, admit, settle, adopt…"), 5),
    Action("paper", ("s", "f4"), N_("type a sheet"), N_("Type a paper sheet for a member"), 6),
    Action("details", ("d",), N_("the rest"), N_("All that is said below the table, in full")),
    Action("exact", ("e",), N_("exact"), N_("Totals as exact fractions, and back"), 7),
    Action("to_vote", ("p",), N_("to the vote"), N_("Put the proposed ranking to the vote as it is"), 4),
    Action("admissible", ("r",), N_("dossiers"), N_("Dossiers × requirements: confirm, ask to complete, refuse"), 8),
    Action(
        "debate", ("t",), N_("deliberation"), N_("Dossier by dossier, once marks are opened: what diverges first"), 9
    ),
    Action("faults", ("f7",), N_("files"), N_("What is wrong in the files of the session, if anything"), 10),
    *EVERYWHERE,
)
DEBATE = (
    Action("choose", ("enter", "d"), N_("in full"), N_("All that is said of the line under the cursor"), 1),
    Action("next_dossier", ("right", "]", "n"), N_("next dossier"), N_("The next dossier"), 2),
    Action("dossier_before", ("left", "["), N_("dossier before"), N_("The dossier before"), 3),
    Action("whole", ("w",), N_("whole dossier"), N_("The whole dossier, line after line"), 5),
    Action("next_lot", ("tab",), N_("next lot"), N_("The next lot"), 6),
    Action("lot_before", ("shift+tab",), N_("lot before"), N_("The lot before")),
    Action("back", ("escape", "t"), N_("close"), N_("Back to where you came from"), 4),
    *EVERYWHERE,
)
PROJECTOR = (
    Action("neutral", ("n", "space"), N_("neutral"), N_("Only the title of the call, and back"), 1),
    Action("turn", ("v", "f6"), N_("view"), N_("Sheets handed in, then ranking and marks where they are opened"), 2),
    Action("next_lot", ("tab",), N_("next lot"), N_("The next lot"), 4),
    Action("lot_before", ("shift+tab",), N_("lot before"), N_("The lot before")),
    Action("next_dossier", ("right",), N_("next dossier"), N_("The next dossier, in the view of marks"), 3),
    Action("dossier_before", ("left",), N_("dossier before"), N_("The dossier before, in the view of marks"), 5),
    Action("theme", ("f8",), N_("colours"), N_("Change the colours: dark, light, high contrast"), 6),
    Action("down", ("down", "pagedown"), N_("below"), N_("What stands below, where not all fits")),
    Action("up", ("up", "pageup"), N_("above"), N_("What stands above")),
    *(each._replace(hint=0) if each.id == "palette" else each for each in EVERYWHERE if each.id != "theme"),
)
ADMISSIBILITY = (
    Action("choose", ("enter",), N_("acts here"), N_("What can be done about this dossier"), 1),
    Action("confirm", ("c",), N_("confirm"), N_("Confirm that the requirement is met, or not"), 2),
    Action("ask", ("p", "f4"), N_("ask pieces"), N_("Ask the applicant to complete the dossier"), 5),
    Action("came_in", ("i",), N_("came in"), N_("Note what came in to complete the dossier"), 6),
    Action("refuse", ("x",), N_("refuse"), N_("Refuse the dossier before examination"), 7),
    Action("next_lot", ("tab",), N_("next lot"), N_("The next lot"), 4),
    Action("lot_before", ("shift+tab",), N_("lot before"), N_("The lot before")),
    Action("acts", ("a", "f2"), N_("acts"), N_("Every act: refuse, withdraw, close scoring, admit, settle, adopt…")),
    Action("details", ("d",), N_("the rest"), N_("All that is said below the table, in full"), 8),
    Action("faults", ("f7",), N_("files"), N_("What is wrong in the files of the session, if anything")),
    Action("back", ("escape", "v"), N_("desk"), N_("Back to the desk"), 3),
    *EVERYWHERE,
)
CIRCUIT = (
    Action("choose", ("enter",), N_("open"), N_("Open the sheet under the cursor"), 1),
    Action("new", ("n",), N_("new sheet"), N_("Open a new sheet, under a pseudonym"), 2),
    Action("find", ("/", "f3"), N_("find"), N_("Find a sheet by its pseudonym, its territory or where it stands"), 3),
    Action("next_group", ("tab",), N_("group"), N_("The next group: in hand, waiting list, admitted, closed, all"), 4),
    Action("group_before", ("shift+tab",), N_("group before"), N_("The group before")),
    Action("figures", ("i", "f6"), N_("indicators"), N_("Indicators, places and waiting lists"), 5),
    Action("acts", ("a", "f2"), N_("acts"), N_("Every act of the circuit"), 6),
    Action("details", ("d",), N_("the rest"), N_("All that is said below the list, in full"), 7),
    Action("faults", ("f7",), N_("files"), N_("What is wrong in the files of the session, if anything"), 8),
    *EVERYWHERE,
)
FICHE = (
    Action("choose", ("enter",), N_("do it"), N_("Fill in the line under the cursor, or say why it cannot be now"), 1),
    Action("steps", ("s", "f4"), N_("next step"), N_("Choose among the steps that may be taken now"), 2),
    Action("acts", ("a", "f2"), N_("acts"), N_("Every act of the circuit"), 4),
    Action("next_sheet", ("tab",), N_("next sheet"), N_("The next sheet"), 5),
    Action("sheet_before", ("shift+tab",), N_("sheet before"), N_("The sheet before")),
    Action("figures", ("i", "f6"), N_("indicators"), N_("Indicators, places and waiting lists"), 7),
    Action("details", ("d",), N_("the rest"), N_("All that is said of this line, in full"), 6),
    Action("faults", ("f7",), N_("files"), N_("What is wrong in the files of the session, if anything")),
    Action("back", ("escape",), N_("all sheets"), N_("Back to the list of sheets"), 3),
    *EVERYWHERE,
)


def of_the_table(definition: Definition, w: Words) -> list[Action]:
    """One action for each kind of act that this session can hold, without a key."""
    return [Action(ACT + kind, ("",), "", named(kind, w)) for kind in fitting(definition)]


def named(kind: str, w: Words) -> str:
    """An act's name, as a row of a menu."""
    text = w.term("kind", kind)
    return text[:1].upper() + text[1:]
