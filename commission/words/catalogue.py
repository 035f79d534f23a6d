"""The compiled catalogue (gettext's ``.mo``), decoded only where a sentence is said: a command says ten of a thousand.

The standard library decodes every sentence first, 2 ms and more with each that is added, before a command has begun.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_LITTLE_ENDIAN = b"\xde\x12\x04\x95"


class Catalogue:
    """French sentences by their English ones, from the bytes of a ``.mo`` file. A sentence without French stays as it is."""

    def __init__(self, data: bytes = b"") -> None:
        # Both sides are kept as the file has them: the forms of a count stand one after the other, a NUL between them.
        self._french: dict[bytes, bytes] = {}
        if data:
            order = "<" if data.startswith(_LITTLE_ENDIAN) else ">"
            count, english, french = struct.unpack_from(f"{order}3I", data, 8)
            pairs = zip(_texts(data, order, count, english), _texts(data, order, count, french), strict=True)
            self._french = {one.partition(b"\0")[0]: said for one, said in pairs}

    def one(self, message: str) -> str:
        """This sentence in French."""
        said = self._french.get(message.encode())
        return message if said is None else said.partition(b"\0")[0].decode()

    def counted(self, one: str, many: str, n: int) -> str:
        """One of these two sentences in French, which says 0 and 1 in the singular; English says 1 alone so."""
        said = self._french.get(one.encode())
        if said is None:
            return one if n == 1 else many
        return said.split(b"\0")[n > 1].decode()


def _texts(data: bytes, order: str, count: int, table: int) -> Iterator[bytes]:
    """The texts that a table of the file lists, each by its length and its place."""
    for length, place in struct.iter_unpack(f"{order}2I", data[table : table + 8 * count]):
        yield data[place : place + length]
