"""Faults of a command: what was typed after ``commission`` and cannot be done; and what a session has to tell first."""

from __future__ import annotations

from typing import Final

from commission.words.marker import N_
from commission.words.wording import Wording

COMMAND: Final[dict[str, Wording]] = {
    "unknown-command": Wording(
        N_('no command is called "{found}"'),
        N_('the nearest is "{nearest}"'),
        N_("list of commands: commission --help"),
        without=(
            "nearest",
            Wording(N_('no command is called "{found}"'), remedy=N_("list of commands: commission --help")),
        ),
    ),
    "unknown-option": Wording(
        N_('no option is called "{found}"'),
        N_('the nearest is "{nearest}"'),
        without=("nearest", Wording(N_('no option is called "{found}"'))),
    ),
    "missing-argument": Wording(N_("{found} is missing")),
    "option-needs-value": Wording(N_('the option "{found}" needs a value')),
    "extra-argument": Wording(N_('there is one word too many: "{found}"')),
    "unknown-choice": Wording(N_('"{found}" is not a value of {option}'), N_("the values are: {known}")),
    "unknown-dialect": Wording(N_('no CSV dialect is called "{found}"'), N_("the dialects are: {known}")),
    "unknown-language": Wording(N_('no language is called "{found}"'), N_("the languages are: {known}")),
    "field-not-given": Wording(N_('"{found}" is not of the form FIELD=VALUE'), N_("the fields are: {known}")),
    "who-required": Wording(N_("it is not said for whom"), remedy=N_("add --as with a member's code")),
    "wrong-code": Wording(
        N_("this is not the personal code of {member}"),
        remedy=N_("the secretariat can give another: commission slips SESSION --to FILE"),
    ),
    "needs-terminal": Wording(
        N_("the screens need a terminal"),
        remedy=N_("line by line: commission score {folder} --as {whom} --text"),
    ),
    "room-needs-terminal": Wording(
        N_("the room screen needs a terminal of its own"),
        remedy=N_("how many sheets are handed in, as lines: commission room {folder} --text"),
    ),
    "desk-needs-terminal": Wording(
        N_("the screens need a terminal"),
        remedy=N_("as lines: commission desk {folder} --text"),
    ),
    "unknown-grid": Wording(
        N_('no published grid is called "{found}"'),
        N_("the published grids are: {known}"),
        N_("for a file of your own, give its path, such as ./grid.toml"),
    ),
    "output-lost": Wording(
        N_("what this command had to say could not all be written ({reason})"),
        remedy=N_("make room where its output goes, then ask again with a command that only reads"),
    ),
    "repeated-field": Wording(N_('the field "{found}" is given twice'), remedy=N_("give it once")),
    "nothing-to-check": Wording(
        N_("this folder holds neither a grid nor a session"),
        N_("a grid is a .toml file, a session is a folder with its session.toml"),
    ),
    "adopted-already": Wording(
        N_("the session is adopted, so members and dossiers cannot be imported any more"),
        remedy=N_("edit session.toml, then adopt it again with a reason: commission adopt SESSION --as desk reason=…"),
    ),
    "recount-differs": Wording(
        N_("dossier {dossier} is ranked with {ranked} points, but its marks add up to {counted}"),
        remedy=N_("publish nothing, and report it to whoever maintains commission"),
    ),
    "recount-rank-differs": Wording(
        N_("variant {dossier} is given rank {ranked} in its base's place, but its points give it rank {counted}"),
        remedy=N_("publish nothing, and report it to whoever maintains commission"),
    ),
    "recount-place-differs": Wording(
        N_("dossier {dossier} is given rank {ranked}, but its figures and the rules of its lot give it rank {counted}"),
        remedy=N_("publish nothing, and report it to whoever maintains commission"),
    ),
    "recount-bar-differs": Wording(
        N_("dossier {dossier}: the thresholds of its lot, counted again, do not say the same of it as the ranking"),
        remedy=N_("publish nothing, and report it to whoever maintains commission"),
    ),
    # --- what a session has to tell before anything else
    "cell-conflict": Wording(
        N_("two marks of {member} on {sub}, dossier {dossier}, contradict each other: {entries}"),
        N_("the cell counts as not scored until one is chosen"),
        N_(
            "the member writes the mark again (once marks are opened: after the presidency has reopened the sheet), or the "
            "presidency says which entry stands"
        ),
    ),
    "no-effect": Wording(N_("entry {entry} has no effect (journal of {actor}): {reason}")),
    "no-effects": Wording(N_("{count} entries have no effect (journal of {actor}): {reason} ({entries})")),
}
