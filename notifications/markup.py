"""The marks of a mail's words, `strong` and `fact`, and how the words are parted again.

Words are written as in HTML, which every reader of the database knows: `<strong>`, and for a fact
`<dt>` and `<dd>`. What people typed is escaped, so that none of it can be taken for a mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from notifications.mail import Facts


class Marked(str):
    """Words with marks, which are not to be escaped once more."""

    __slots__ = ()


Say = Callable[[object], str]
"""How a language writes a value among a mail's words: escaped, unless it is marked."""

_FACT: Final = re.compile("<dt>(.*?)</dt><dd>(.*?)</dd>", re.DOTALL)


def filters_of(say: Say) -> dict[str, Callable[..., str]]:
    """The marks as Jinja2's filters.

    `value | fact(label)` is a line of its own, and nothing where the value is not known.
    """

    @lru_cache(maxsize=1024, typed=True)
    def fact(value: object, label: str) -> str:
        if value is None or not str(value).strip():
            return ""
        return Marked(f"<dt>{say(label)}</dt><dd>{say(value)}</dd>")

    return {"strong": lambda words: Marked(f"<strong>{say(words)}</strong>"), "fact": fact}


@lru_cache(maxsize=256)
def facts_in(words: str) -> Facts:
    """The facts of a block, each value without its empty lines."""
    return tuple((label, _without_gaps(value)) for label, value in _FACT.findall(words))


def _without_gaps(value: str) -> str:
    if "\n" not in value:
        return value
    return "\n".join(line for line in value.split("\n") if line.strip())


@lru_cache(maxsize=256)
def paragraphs_in(words: str) -> tuple[str, ...]:
    """Blank lines part paragraphs; the lines in between are the author's and mean nothing.

    Many mails mean the same.
    """
    return tuple(" ".join(part.split()) for part in words.split("\n\n") if part.strip())
