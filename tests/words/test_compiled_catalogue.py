"""The compiled catalogue read sentence by sentence: what the standard library reads in it, whoever wrote the file."""

from __future__ import annotations

import gettext
import io
import struct

import pytest

from commission.words.catalogue import Catalogue
from tools import messages

COMMITTED = messages.MO.read_bytes()


def test_every_sentence_is_what_the_standard_library_reads() -> None:
    ours, theirs = Catalogue(COMMITTED), gettext.GNUTranslations(io.BytesIO(COMMITTED))
    for message in messages.compiled_catalogue():
        if message.id:
            one, *many = [message.id] if isinstance(message.id, str) else list(message.id)
            assert ours.one(one) == theirs.gettext(one)
            for n in (0, 1, 2, 21) if many else ():
                assert ours.counted(one, many[0], n) == theirs.ngettext(one, many[0], n)


@pytest.mark.parametrize("data", [b"", COMMITTED])
def test_a_sentence_that_it_does_not_know_stays_english(data: bytes) -> None:
    catalogue = Catalogue(data)
    assert catalogue.one("a sentence of tomorrow") == "a sentence of tomorrow"
    assert [catalogue.counted("one day", "{n} days", n) for n in (0, 1, 2)] == ["{n} days", "one day", "{n} days"]


def test_a_catalogue_compiled_on_a_machine_of_the_other_order_reads_the_same() -> None:
    count = struct.unpack_from("<I", COMMITTED, 8)[0]
    whole = 28 + 16 * count  # the header and the two tables: numbers; the texts come after
    swapped = b"".join(struct.pack(">I", number) for (number,) in struct.iter_unpack("<I", COMMITTED[:whole]))
    assert Catalogue(swapped + COMMITTED[whole:]).one("Proposed ranking") == "Classement proposé"
