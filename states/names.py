"""A person's name in the script of a text, where it is recorded or can be derived."""

from __future__ import annotations

from states.text import Text, in_cyrillic, to_latin


def name_in(language: str, name: str, other: str | None) -> str:
    """A name in the script of a language; `other` is the same name in the other script.

    From Cyrillic Latin is derived; from Latin nothing, since a foreign name stays as written.
    """
    if language != "sr" and name and name.isascii():
        return name
    wants_cyrillic = language == "sr"
    names = (name, other or "")
    fitting = next(
        (spelling for spelling in names if spelling and in_cyrillic(spelling) is wants_cyrillic), ""
    )
    return fitting or (name if wants_cyrillic else to_latin(name))


def in_both_scripts(name: str, other: str | None, title: str | None = None) -> Text:
    """A name as English and Serbian texts have it, with a title before it where there is one."""
    sr = name_in("sr", name, other)
    sr_title = title if title is None or in_cyrillic(sr) else to_latin(title)
    en = name_in("en", name, other)
    return Text(_titled(to_latin(title) if title else None, en), _titled(sr_title, sr))


def _titled(title: str | None, name: str) -> str:
    return f"{title} {name}" if title else name
