"""Foreign text made harmless: control characters become visible signs, sorting follows French use, codes stay codes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_PLAIN = re.compile("[ -~\u00a0\u00c0-\u024f\u202f’«»“”…–—·€°œ]*")
"""What nearly every text here is made of: told at once to need no change."""

CODE_LENGTH = 64
_DIGITS = re.compile(r"[0-9]{1,20}")
FOLDER_LENGTH = 120
_DEVICE = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")
RESERVED_ACTORS = frozenset({"desk", "presidency", "typed"})


@cache
def _hidden() -> frozenset[int]:
    """The characters that command a terminal, reverse a line or are seen by nobody; half a millisecond to list."""
    return frozenset(
        {
            *range(0x20),
            *range(0x7F, 0xA0),
            0x00AD,
            0x034F,
            0x061C,
            0x115F,
            0x1160,
            0x180E,
            *range(0x200B, 0x2010),
            0x2028,
            0x2029,
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
            0x3164,
            0xFEFF,
            0xFFA0,
            *range(0xFFF9, 0xFFFC),
            *range(0x1BCA0, 0x1BCA4),
            *range(0x1D173, 0x1D17B),
            *range(0xE0000, 0xE0080),
            *range(0xD800, 0xE000),
        }
    )


@cache
def _signs(newline: str) -> dict[int, str]:
    """What is shown in their place."""
    return dict.fromkeys(_hidden(), "·") | {0x1B: "␛", 0x09: " ", 0x0D: "␍", 0x00: "␀", 0x0A: newline}


def visible(text: str) -> str:
    """``text`` with every character that could command a terminal or reverse a line replaced by a visible sign.

    Covers C0 except newline, DEL, C1, bidirectional and zero-width controls, other characters that nobody sees (soft
    hyphen, Hangul fillers), line separators, tags, lone surrogates. Of a joined emoji the parts stay, the joiner shows.
    """
    return text if _PLAIN.fullmatch(text) else text.translate(_signs("\n"))


def one_line(text: str) -> str:
    """``visible``, and newlines become spaces: fit for a cell, a title or a fault."""
    return text if _PLAIN.fullmatch(text) else text.translate(_signs(" "))


def clip(text: str, length: int = 200) -> str:
    """``one_line``, cut to ``length`` characters with an ellipsis: what a message may repeat of foreign text."""
    line = one_line(text)
    return line if len(line) <= length else line[: length - 1] + "…"


def sort_key(text: str) -> tuple[str, str]:
    """A French order that no locale changes: letters first, then accents and case; ties by code points.

    Numbers stand in their own order: ``d2`` before ``d10``.
    """
    return _sort_key(text)


@lru_cache(4096)  # a screen puts its dossiers in order at each key
def _sort_key(text: str) -> tuple[str, str]:
    folded = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return _DIGITS.sub(lambda digits: digits[0].lstrip("0").rjust(20, "0"), bare), text


def same_name(text: str) -> str:
    """A name as it is compared with others: without case, characters that nobody sees, or how accents and spaces are kept."""
    seen = " ".join(text.split()) if _PLAIN.fullmatch(text) else _seen(text)
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", seen).casefold())


def _seen(text: str) -> str:
    """``text`` without what nobody sees; the controls that space words, as a tab or a new line, are spaces."""
    spaced = "".join(" " if char.isspace() else char for char in text)
    return " ".join("".join(char for char in spaced if ord(char) not in _hidden()).split())


def code_problem(code: str) -> str | None:
    """Why ``code`` cannot name a session, member, seat, lot, dossier or criterion; None if it can.

    1 to 64 characters, NFC, no control characters, no ``/`` and no ``\\``, no space at either end, not ``.`` or ``..``.
    """
    if not code or code != code.strip() or code in {".", ".."}:
        return "code-empty"
    if len(code) > CODE_LENGTH:
        return "code-too-long"
    if "/" in code or "\\" in code or (not _PLAIN.fullmatch(code) and any(ord(char) in _hidden() for char in code)):
        return "code-character"
    return None if unicodedata.normalize("NFC", code) == code else "code-not-nfc"


def folder_name(code: str) -> str:
    """The ASCII name of a code's folder: every byte but small letters, digits, ``-`` and ``_`` is percent-encoded.

    Capitals are encoded too, so that two codes never meet on a disk that ignores case. A name longer than disks allow
    is cut and ends in ``~`` and its fingerprint; one that Windows keeps for a device has its first letter encoded.
    """
    import hashlib

    safe = "abcdefghijklmnopqrstuvwxyz0123456789-_"
    name = "".join(chr(byte) if chr(byte) in safe else f"%{byte:02x}" for byte in code.encode())
    if _DEVICE.fullmatch(name):
        return f"%{ord(name[0]):02x}{name[1:]}"
    if len(name) > FOLDER_LENGTH:
        return f"{name[:80]}~{hashlib.sha256(code.encode()).hexdigest()[:32]}"
    return name
