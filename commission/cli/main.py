"""Where ``commission`` begins. Help is a ready-made table: it loads no command, no catalogue and no library."""

from __future__ import annotations

import gc
import os
import sys

LANGUAGES = ("fr", "en")
STAYING = frozenset({"demo", "desk", "room", "score"})
"""Commands that may stay open for a day; the others answer and end."""


def main(argv: list[str] | None = None) -> int:
    """Run one command. Gives the exit code: 0 done, 1 the data has faults, 2 the command was wrong."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = _take_language(arguments)
    if arguments in (["--help"], ["-h"], ["help"]) and language in {"", *LANGUAGES}:
        from commission.cli.help_text import HELP
        from commission.cli.output import Output

        output = Output()
        output.line(HELP[language or "fr"])
        output.flush()
        if output.lost:
            from commission.cli.run import tell_lost

            tell_lost(output, language or "fr")
        return 1 if output.lost else 0
    ends = bool(arguments) and arguments[0] not in STAYING
    if ends:
        gc.disable()  # a tenth of a command's time, and it ends before anything it leaves behind could matter
    try:
        _load_msgspec()
        from commission.cli.run import run

        code = run(arguments, language)
        if ends and argv is None:
            # All is on the disk and in the reader's hands: unloading every module first would be 3 % of a ranking.
            os._exit(code)
        return code
    finally:
        gc.enable()
        if argv is None:
            gc.freeze()  # this process ends here: nothing is left to look through once more on the way out


def _load_msgspec() -> None:
    """msgspec without typing_extensions, which it asks, where it is installed, for what Python 3.11 has itself (3 ms)."""
    beside = "typing_extensions"
    hidden = sys.modules.setdefault(beside, None) is None  # type: ignore[arg-type]  # None: it cannot be imported
    try:
        import msgspec  # noqa: F401
    finally:
        if hidden:
            del sys.modules[beside]


def _take_language(arguments: list[str]) -> str:
    """The value of ``--lang``, taken out of the arguments wherever it stands; empty where there is none."""
    language = ""
    for place in reversed(range(len(arguments))):
        if "--" in arguments[:place]:
            continue
        if arguments[place] == "--lang" and place + 1 < len(arguments):
            language = arguments[place + 1]
            del arguments[place : place + 2]
        elif arguments[place].startswith("--lang="):
            language = arguments.pop(place).removeprefix("--lang=")
    return language
