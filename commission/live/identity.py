"""Who sits at this screen: what may be known before anyone has said so, and the personal code on a member's slip.

A code tells the screen who sits there; it hides no file. It is kept as its scrypt hash with a salt of its own:
``scrypt$SALT$HASH``, both in hexadecimal.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from commission.files.journals import Reader
from commission.files.session_folder import accepted_prints, read_definition
from commission.rules.fault import Refused, fault
from commission.session import access
from commission.session.definition import Definition
from commission.session.fold import fold
from commission.session.state import State

_SCHEME = "scrypt"
_COST, _BLOCK, _LANES, _LENGTH = 2**14, 8, 1, 32


def doorstep(folder: Path) -> State:
    """The session as anyone may know it before saying who they are: its files and its acts, nobody's marks.

    Raises Refused as ``Room.open``.
    """
    offices = Reader(folder, lambda actor: actor in {access.DESK, access.PRESIDENCY}).read()
    return fold(read_definition(folder, accepted_prints(offices)), offices)


def refuse_circuit(definition: Definition, folder: Path) -> None:
    """Say what shows where the sheets stand, where a face scores or ranks. Raises Refused ``circuit-no-ranking``."""
    if definition.circuit:
        raise Refused(fault("circuit-no-ranking", session=str(folder)))


def slip_hash(code: str, salt: bytes = b"") -> str:
    """What the journal keeps of a personal code; a fresh salt unless one is given."""
    import secrets

    salt = salt or secrets.token_bytes(16)
    return f"{_SCHEME}${salt.hex()}${_derive(code, salt).hex()}"


def slip_opens(kept: str, code: str) -> bool:
    """Whether this is the code that was hashed. Anything unreadable in ``kept`` opens to nobody."""
    scheme, _, rest = kept.partition("$")
    salt, _, digest = rest.partition("$")
    try:
        wanted, salted = bytes.fromhex(digest), bytes.fromhex(salt)
    except ValueError:
        return False
    return scheme == _SCHEME and len(wanted) == _LENGTH and hmac.compare_digest(_derive(code, salted), wanted)


def _derive(code: str, salt: bytes) -> bytes:
    """Spaces and case are forgiven: the code is read off a slip of paper."""
    text = "".join(code.split()).casefold().encode("utf-8", "replace")
    return hashlib.scrypt(text, salt=salt, n=_COST, r=_BLOCK, p=_LANES, dklen=_LENGTH)
