"""One command from its words to its exit code: loaded, parsed, run, and whatever goes wrong told in one line."""

from __future__ import annotations

import importlib

from commission.cli.commands import COMMANDS, entry
from commission.cli.face import CRASHED, DONE, FAULTY, WRONG, Face
from commission.cli.output import Output
from commission.rules.fault import Fault, Refused, fault
from commission.words import LANGUAGES, Words

INTERRUPTED = 130


def run(arguments: list[str], language: str) -> int:
    """Run this command. ``language`` is what ``--lang`` says, empty for the session's own."""
    face = Face(Words(language if language in LANGUAGES else session_language(arguments)), Output(), language)
    try:
        if language not in {"", *LANGUAGES}:
            raise Refused(fault("unknown-language", found=language, known=list(LANGUAGES)))
        _run(face, arguments)
    except Refused as refused:
        face.faults(refused.faults)
    except KeyboardInterrupt:
        face.output.line()
        face.code = INTERRUPTED
    except Exception as error:
        from commission.cli.crash import report

        for line in report(error, face.words):
            face.output.error(line)
        face.code = CRASHED
    finally:
        face.output.flush()
        if face.output.lost:
            tell_lost(face.output, face.words.language)
            face.code = max(face.code, FAULTY)
    return face.code


def tell_lost(output: Output, language: str) -> None:
    """Say, on standard error, that what a command had to say could not be written."""
    output.error(Words(language).fault(fault("output-lost", reason=output.lost)))
    output.flush()


def _run(face: Face, arguments: list[str]) -> None:
    if not arguments:
        from commission.cli.screens import start

        start(face)
        return
    name, *rest = arguments
    found = entry(name)
    if found is None:
        raise Refused(_unknown(name))
    import click

    from commission.cli.parts import refusal

    module = importlib.import_module(f"commission.cli.{found.module}")
    command: click.Command = module.command(face, name)
    try:
        code = command.main(args=rest, prog_name=f"commission {name}", standalone_mode=False)
    except click.Abort:
        face.code = INTERRUPTED
    except click.ClickException as error:
        face.faults(refusal(error).faults)
        face.tell(face.words.say("Help: commission {name} --help", name=name), WRONG)
    else:
        face.code = max(face.code, code if isinstance(code, int) else DONE)


def _unknown(name: str) -> Fault:
    import difflib

    near = difflib.get_close_matches(name, [each.name for each in COMMANDS], 1, 0.5)
    return fault("unknown-command", found=name, nearest=near[0] if near else "")


def session_language(arguments: list[str]) -> str:
    """The language that the session named on the command line declares; French where none does."""
    from commission.cli.parts import session_path
    from commission.files import opener

    for each in arguments[1:]:
        if each.startswith("-"):
            continue
        try:
            with opener.reading(each):
                text = opener.disk.read(session_path(each) / "session.toml")
        except Refused:
            continue
        for line in text.splitlines():
            key, _, value = line.partition(b"=")
            if line.startswith(b"["):
                break
            if key.strip() == b"language":
                return value.partition(b"#")[0].strip().strip(b"\"'").decode("ascii", "replace")
        break
    return "fr"
