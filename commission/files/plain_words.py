"""How a header or a word of a table is compared with ours."""

from __future__ import annotations

import re
import unicodedata


def plain_word(text: str) -> str:
    """A header or a word as it is compared: without case, accents, or signs between words."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", " ", "".join(each for each in letters if not unicodedata.combining(each))).strip()
