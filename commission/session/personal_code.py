"""A member's personal code: kept only as its scrypt hash. It tells who sits at a shared screen; it hides no file."""

from __future__ import annotations

import hashlib
import hmac

DIGITS = 6
"""Long enough not to be guessed at a screen, short enough to be typed from a slip of paper."""
_COST, _BLOCK, _LANES = 2**14, 8, 1


def hashed(code: str, salt: bytes) -> str:
    """What the journal keeps of a code: ``scrypt:SALT:HASH``, in hexadecimal. ``salt`` is fresh and random."""
    return f"scrypt:{salt.hex()}:{_derived(code, salt).hex()}"


def matches(kept: str, typed: str) -> bool:
    """Whether this is the code that was kept, spaces typed in between ignored."""
    method, _, rest = kept.partition(":")
    salt, _, expected = rest.partition(":")
    try:
        known, wanted = bytes.fromhex(salt), bytes.fromhex(expected)
    except ValueError:
        return False
    return method == "scrypt" and hmac.compare_digest(_derived("".join(typed.split()), known), wanted)


def _derived(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(code.encode("utf-8", "replace"), salt=salt, n=_COST, r=_BLOCK, p=_LANES, dklen=32)
