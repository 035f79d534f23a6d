"""One table of what a person can do with one key. Keys, hint bar, palette and help are all made from it.

An action named ``quick`` on a page is carried out by the page's method ``do_quick``. Keys are Textual's names; a character
(``"/"``) is matched on what the key types, so that it works on every layout. Nothing here may take a key a browser, a
terminal or macOS keeps for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from commission.words import N_


class Action(NamedTuple):
    """``keys``: the first is the one shown. ``label`` for the hint bar, ``help`` a sentence for palette and help.

    ``hint``: place in the hint bar, from 1; 0 keeps it out of the bar. What stands first stays longest where room is
    short, but for help, leaving and the list of actions, which stay before all others.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    hint: int = 0


EVERYWHERE = (
    Action("help", ("f1", "?"), N_("help"), N_("What every key does here"), 90),
    Action("palette", ("ctrl+p", "f10"), N_("all actions"), N_("Search every action by its name"), 91),
    Action("theme", ("f8",), N_("colours"), N_("Change the colours: dark, light, high contrast")),
    Action("quit", ("q",), N_("quit"), N_("Leave the program; what is on its way to the disk is written first"), 92),
)
AT_SEAT = (
    Action("lock", ("f9", "l"), N_("lock"), N_("Lock the screen, until your code, or Enter if you have none")),
    Action("pass_on", ("p",), N_("pass the seat"), N_("Hand this computer to the next member")),
    Action("faults", ("f7",), N_("files"), N_("What is wrong in the files of the session, if anything")),
)
START = (
    Action("choose", ("enter",), N_("choose"), N_("Choose the row under the cursor"), 1),
    Action("back", ("escape",), N_("back"), N_("Go back"), 2),
    *EVERYWHERE,
)
DOSSIERS = (
    Action("choose", ("enter",), N_("open"), N_("Open the dossier under the cursor"), 1),
    Action("hand_in", ("r",), N_("hand in"), N_("Hand in your sheet on this dossier, or open it again"), 3),
    Action("find", ("/", "f3"), N_("find"), N_("Find a dossier or a line"), 4),
    Action(
        "debate", ("t",), N_("deliberation"), N_("Dossier by dossier, once marks are opened: what diverges first"), 7
    ),
    Action("pass_on", ("p",), N_("pass the seat"), N_("Hand this computer to the next member"), 5),
    Action("lock", ("f9", "l"), N_("lock"), N_("Lock the screen, until your code, or Enter if you have none"), 6),
    *EVERYWHERE,
    AT_SEAT[2],
)
SHEET = (
    Action("enter", ("enter",), N_("write, next"), N_("Write the mark typed and go to the next line"), 2),
    Action("choose_word", ("space",), N_("its words"), N_("Choose among the words of this line"), 1),
    Action("quick", ("f2",), N_("quick mode"), N_("Quick mode: a digit that cannot go on is written at once"), 9),
    Action("observe", ("c", "f4"), N_("observation"), N_("Write an observation on this line"), 3),
    Action("not_applicable", ("o",), N_("not applicable"), N_("This line does not apply to this dossier"), 4),
    Action("decline", ("n",), N_("no opinion"), N_("You give no opinion on this line, with a reason"), 5),
    Action("clear", ("delete",), N_("clear"), N_("Take the mark away: not scored, which is not zero"), 11),
    Action("undo", ("u", "ctrl+z"), N_("undo"), N_("Write back what the cell changed last held before"), 6),
    Action("hand_in", ("r",), N_("hand in"), N_("Hand in your sheet on this dossier, or open it again"), 7),
    Action("find", ("/", "f3"), N_("find"), N_("Find a dossier or a line"), 8),
    Action("words", (":",), N_("in words"), N_("Score in words: b5 6,5 good partnership"), 12),
    Action("turn", ("v", "f6"), N_("turn"), N_("Turn the sheet: one line down all your dossiers, and back"), 10),
    Action(
        "beside_next", ("right", "]", "ctrl+right"), N_("next dossier"), N_("Next dossier; across dossiers, next line")
    ),
    Action(
        "beside_before", ("left", "[", "ctrl+left"), N_("dossier before"), N_("The dossier before; or the line before")
    ),
    Action("unanswered", ("tab",), N_("next without a mark"), N_("Next line without an answer")),
    Action("unanswered_before", ("shift+tab",), N_("without a mark, before"), N_("The line without an answer before")),
    Action("details", ("d",), N_("whole text"), N_("The whole passage of the document on this line"), 13),
    Action("back", ("escape",), N_("dossiers"), N_("Give up what is being typed; then back to your dossiers"), 14),
    *EVERYWHERE,
    *AT_SEAT,
)
READING = (Action("back", ("escape", "enter"), N_("close"), N_("Close"), 1),)
CHOOSER = (
    Action("pick", ("enter",), N_("choose"), N_("Choose the row under the cursor"), 1),
    Action("back", ("escape",), N_("close"), N_("Close"), 2),
)
DIALOG = (Action("back", ("escape",), N_("give up"), N_("Close without doing anything"), 2),)

KEY_NAMES: Mapping[str, str] = {
    "enter": N_("Enter"),
    "space": N_("Space"),
    "escape": N_("Esc"),
    "tab": N_("Tab"),
    "shift+tab": N_("Shift+Tab"),
    "delete": N_("Del"),
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "ctrl+left": N_("Ctrl+←"),
    "ctrl+right": N_("Ctrl+→"),
}
"""How a key is called on the screen, where its Textual name is not what stands on the keyboard."""


def by_key(actions: Iterable[Action], key: str, character: str | None) -> Action | None:
    """The action of this key press: by the character it types, else by the key's name."""
    for action in actions:
        if key in action.keys or (character and character in action.keys):
            return action
    return None


def key_name(key: str) -> str:
    """The message id of a key's name, or the name itself (``F2``, ``Ctrl+P``, ``c``)."""
    if key in KEY_NAMES:
        return KEY_NAMES[key]
    return "+".join(part.capitalize() for part in key.split("+")) if len(key) > 1 else key
