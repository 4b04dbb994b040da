"""How the headers of a mail travel: in ASCII, folded, and with every space where it was.

The standard library drops the space between two encoded words of a folded subject ("решења:рок"),
so a subject that is not plain ASCII is folded by its older and sounder `email.header`.
"""

from __future__ import annotations

from email.header import Header
from email.headerregistry import HeaderRegistry
from email.policy import EmailPolicy
from functools import cache, lru_cache
from typing import Final

_parsed: Final = lru_cache(maxsize=1024)(EmailPolicy.header_store_parse)
"""Most headers of one mail stand in the next as well, and to parse them is most of its cost."""


_IDENTIFIERS: Final = frozenset({"in-reply-to", "references"})
"""Headers of Message-IDs: a long one would be encoded, as words are, and name nothing any more."""


class _CarriedPolicy(EmailPolicy):
    def header_store_parse(self, name: str, value: object) -> tuple[str, str]:
        if isinstance(value, str):
            return _parsed(self, name, value)
        return super().header_store_parse(name, value)

    def fold(self, name: str, value: str) -> str:
        return _folded(self, name, value)

    def _fold_once(self, name: str, value: str) -> str:
        if name.lower() == "subject" and not value.isascii():
            header = Header(str(value), "utf-8", maxlinelen=76, header_name=name)
            return f"{name}: {header.encode(linesep=self.linesep)}{self.linesep}"
        if name.lower() in _IDENTIFIERS:
            return f"{name}: {f'{self.linesep} '.join(value.split())}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")


_folded: Final = lru_cache(maxsize=4096)(_CarriedPolicy._fold_once)
"""Senders, recipients and types of content come again and again, and folding is dear as well."""


class _Kinds(HeaderRegistry):
    """A header's kind by its name, made once: else each header of each mail makes a class."""

    __getitem__ = cache(HeaderRegistry.__getitem__)


CARRIED: Final = _CarriedPolicy(linesep="\r\n", cte_type="7bit", header_factory=_Kinds())
"""Pure ASCII on the line, so that any server carries it."""

FILED: Final = CARRIED.clone(linesep="\n")
"""The same for a file on this machine."""
