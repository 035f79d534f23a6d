"""The pieces commands are made of: click parses, the words and the output are ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commission.cli.commands import entry
from commission.cli.face import Face
from commission.files import opener
from commission.files.session_folder import SESSION
from commission.rules.fault import Place, Refused, fault
from commission.rules.text import clip

if TYPE_CHECKING:
    from commission.live.room import Room

Run = Callable[..., None]


def path(value: str | Path) -> Path:
    """A path as typed; ``~`` is the user's own folder. Nothing is opened: the room that opens it says what is not there."""
    return Path(value).expanduser()


def session_path(value: str | Path) -> Path:
    """The folder of a session; its ``session.toml``, which a person may point at, means the folder."""
    folder = path(value)
    return folder.parent if folder.name == SESSION else folder


def choice(option: str, *values: str) -> Callable[[str], str]:
    """Reads one of a few words, whatever its case. Raises Refused ``unknown-choice``."""

    def chosen(value: str) -> str:
        for each in values:
            if each.casefold() == str(value).casefold():
                return each
        raise Refused(fault("unknown-choice", found=value, option=option, known=list(values)))

    return chosen


class Command(click.Command):
    """A click command whose help, in our words, ends with an example that works on the example session."""

    def __init__(
        self, face: Face, name: str, run: Run, params: Sequence[click.Parameter], example: str, more: str = ""
    ) -> None:
        self._face, self._example, self._more = face, example, more
        shown = click.Option(
            ["--help", "-h"], is_flag=True, is_eager=True, expose_value=False, callback=self._show_help,
            help=face.words.say("show this help"),
        )  # fmt: skip
        super().__init__(name, callback=run, params=[*params, shown], add_help_option=False)

    def page(self) -> str:
        """The help of this command: usage, what it does, its options, an example."""
        words = self._face.words
        row = entry(str(self.name))
        usage, purpose = (row.usage, row.help) if row else ("", "")
        options = [each for each in self.params if isinstance(each, click.Option)]
        pairs = [(_spelling(each), each.help or "") for each in options]
        pairs.append(("--lang fr|en", words.say("the language of what is shown")))
        width = max(len(name) for name, _ in pairs)
        lines = [
            words.say("Usage") + words.say(": ") + f"commission {self.name} {words.say(usage)}",
            "",
            "  " + words.say(purpose),
            *(f"  {line}" for line in self._more.splitlines()),
            "",
            *(f"  {name.ljust(width)}  {text}" for name, text in pairs),
            "",
            words.say("Example") + words.say(": ").rstrip(),
            f"  commission {self._example}",
        ]
        return "\n".join(lines)

    def _show_help(self, ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            self._face.output.line(self.page())
            ctx.exit(0)


def _spelling(option: click.Option) -> str:
    name = ", ".join(reversed(option.opts)) if len(option.opts) > 1 else option.opts[0]
    return name if option.is_flag else f"{name} {option.metavar}"


def session_argument(face: Face) -> click.Argument:
    """SESSION: the folder of a session."""
    return click.Argument(["session"], type=session_path, metavar=face.words.say("SESSION"))


def argument(name: str, metavar: str, *, required: bool = True, many: bool = False) -> click.Argument:
    """A word after the session; ``metavar`` is what help and faults call it."""
    return click.Argument([name], metavar=metavar, required=required, nargs=-1 if many else 1)


def as_option(face: Face, *, required: bool = False, default: str = "") -> click.Option:
    """``--as WHO``: for whom this command runs."""
    help_text = face.words.say("for whom: a member's code, or desk (the secretariat)")
    name, metavar = ["--as", "who"], face.words.say("WHO")
    if default:
        return click.Option(name, metavar=metavar, default=default, help=help_text)
    return click.Option(name, metavar=metavar, required=required, help=help_text)


def format_option(face: Face) -> click.Option:
    """``--format text|json``."""
    return click.Option(
        ["--format", "form"],
        type=choice("--format", "text", "json"),
        default="text",
        metavar="text|json",
        help=face.words.say("json: for another program"),
    )


OPENING = "opening"
NOW = "now"


def at_option(face: Face) -> click.Option:
    """``--at opening|now``."""
    return click.Option(
        ["--at", "at"],
        type=choice("--at", OPENING, NOW),
        default=NOW,
        metavar="opening|now",
        help=face.words.say("opening: with the marks as they were when they were opened"),
    )


def refuse_existing(path: Path) -> None:
    """Refuse to write over a file. Raises Refused ``exists``."""
    try:
        opener.disk.stamp(path)
    except OSError:
        return
    raise Refused(fault("exists").at(Place(str(path))))


def refuse_circuit(room: Room) -> None:
    """Nothing is scored on a circuit: say so, and what shows where its sheets stand. Raises Refused."""
    if room.definition.circuit:
        from commission.live import identity

        identity.refuse_circuit(room.definition, room.folder)


def refusal(error: click.ClickException) -> Refused:
    """click's English complaint as a fault of ours."""
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities or [""]
        return Refused(fault("unknown-option", found=error.option_name, nearest=sorted(near)[0]))
    if isinstance(error, click.MissingParameter) and error.param is not None:
        param = error.param
        name = param.opts[0] if isinstance(param, click.Option) else param.metavar or param.name
        return Refused(fault("missing-argument", found=name))
    if isinstance(error, click.BadOptionUsage):
        return Refused(fault("option-needs-value", found=error.option_name))
    words = clip(error.message, 200)
    return Refused(fault("extra-argument", found=words.rpartition("(")[2].removesuffix(")")))
