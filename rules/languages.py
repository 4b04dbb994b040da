"""Which language a paper is in, as people write it down."""

from __future__ import annotations


def language_code(text: str | None) -> str:
    """The language's own code of `en`, ` EN`, `en-GB` or `sr-Latn`; empty where none is recorded.

    Neither a country nor a script makes another language of it.
    """
    return (text or "").strip().lower().replace("_", "-").partition("-")[0]
