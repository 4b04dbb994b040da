"""Which kind of document a file may be, guessed from its name; people are asked all the same."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import PurePath
from typing import Final

from web.forms.tables import folded
from web.messages.document_words import WORDS

_PARTS: Final = re.compile(r"[^\W\d_]+")
_CAPITALS: Final = re.compile(r"(?<=[^\W\d_A-ZČĆŽŠĐА-ЯЂЈЉЊЋЏ])(?=[A-ZČĆŽŠĐА-ЯЂЈЉЊЋЏ])")


def guessed_kind(name: str, kinds: Collection[str]) -> str | None:
    """The kind whose words the file's name holds, the longest words first; None where none does.

    Words are whole words: `tor` is not found in `history.pdf`.
    """
    stem = PurePath(name).stem
    spoken_name = _spoken(stem) + _spoken(_CAPITALS.sub(" ", stem))
    for words, kind in _longest_first():
        if kind in kinds and f" {words} " in spoken_name:
            return kind
    return None


def _spoken(name: str) -> str:
    """The name's words, parted by blanks: `prepis_ocena-2` is ` prepis ocena `."""
    parts = _PARTS.findall(name)
    return f" {' '.join(folded(part) for part in parts)} "


@cache
def _longest_first() -> tuple[tuple[str, str], ...]:
    pairs = [(_spoken(words).strip(), kind) for kind, phrases in WORDS.items() for words in phrases]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
