"""How the headers of a mail travel: in ASCII, folded, and with every space where it was.

The standard library drops the space between two encoded words of a folded subject ("решења:рок"),
so a subject that is not plain ASCII is folded by its older and sounder `email.header`.
"""

from __future__ import annotations

from email.header import Header
from email.policy import EmailPolicy
from typing import Any, Final


class _CarriedPolicy(EmailPolicy):
    def fold(self, name: str, value: Any) -> str:
        if name.lower() == "subject" and not str(value).isascii():
            encoded = Header(str(value), "utf-8", maxlinelen=76, header_name=name)
            return f"{name}: {encoded.encode(linesep=self.linesep)}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")


CARRIED: Final = _CarriedPolicy(linesep="\r\n", cte_type="7bit")
"""Pure ASCII on the line, so that any server carries it."""
