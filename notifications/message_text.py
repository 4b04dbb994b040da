"""Headers and bodies of a message that came in, as text: whatever bytes they are, they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from html.parser import HTMLParser
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_BLANKS: Final = re.compile(r"\s+")
_TAG: Final = re.compile(r"<[^>]*>")
_ASCII: Final = frozenset({"us-ascii", "ascii"})
"""What programs say that know of no other letters; it is a part of UTF-8."""
_UNREAD: Final = frozenset({"script", "style", "head", "title"})
_ENDS_A_LINE: Final = frozenset(
    {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "blockquote", "table", "pre"}
)


def clean(text: str) -> str:
    """Text as it can be kept anywhere: whole letters, no control characters, lines ended alike."""
    whole = text.encode("utf-8", "replace").decode()
    return _CONTROL.sub("", whole.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The same in one line."""
    return _BLANKS.sub(" ", clean(text)).strip()


def header_of(message: Message, name: str) -> str:
    """A header's first value in one line, decoded; empty where there is none."""
    return next(iter(headers_of(message, name)), "")


def headers_of(message: Message, name: str) -> list[str]:
    """All values of a header, likewise."""
    return [one_line(_decoded(value)) for value in raw_headers(message, name)]


def raw_headers(message: Message, name: str) -> list[str]:
    """All values of a header as they were sent, but that bytes beyond ASCII are read as UTF-8."""
    header_name = name.lower()
    return [
        str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        for key, value in message.raw_items()
        if key.lower() == header_name
    ]


def _decoded(value: str) -> str:
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(_as_text(content, charset) for content, charset in parts)


def _as_text(content: bytes | str, charset: str | None) -> str:
    """A part of a header: `decode_header` escapes what was not encoded beside what was."""
    if isinstance(content, str):
        return content
    return in_charset(content, charset or "raw-unicode-escape")


def in_charset(content: bytes, charset: str) -> str:
    """Bytes in a charset as a message names it; in UTF-8 where that is none."""
    if charset.lower() in _ASCII:
        charset = "utf-8"
    try:
        return content.decode(charset, "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def leaves(message: Message) -> Iterator[Message]:
    """The parts that are no multipart, in their order; a message within is one of them, whole."""
    parts = [message]
    while parts:
        part = parts.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            parts.extend(reversed(messages_in(part)))
        else:
            yield part


def leaves_within(message: Message) -> Iterator[Message]:
    """The leaves of the messages within a message, which were forwarded whole."""
    within = [inner for leaf in leaves(message) for inner in messages_in(leaf)]
    while within:
        for leaf in leaves(within.pop(0)):
            yield leaf
            within.extend(messages_in(leaf))


def messages_in(part: Message) -> list[Message]:
    """The parts of a part that has some; what is no list of parts is never decoded here, for the
    library may fail at that."""
    payload = part.get_payload() if part.is_multipart() else ()
    return [inner for inner in payload if isinstance(inner, Message)]


def content_of(part: Message) -> bytes:
    """The bytes of a leaf; none of a message within."""
    try:
        content = part.get_payload(decode=True)
    except ValueError:
        return b""
    return content if isinstance(content, bytes) else b""


def text_of(part: Message) -> str:
    """The text of a leaf, in lines."""
    return clean(in_charset(content_of(part), part.get_content_charset("utf-8")))


def text_of_html(html: str) -> str:
    """What people read of a page, without its marks."""
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:
        return _TAG.sub(" ", html)
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Gathers the words of a page; a block ends a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """A block begins a line."""
        self._unread += tag in _UNREAD
        self._end_line(tag)

    def handle_endtag(self, tag: str) -> None:
        """A block ends a line."""
        if tag in _UNREAD and self._unread:
            self._unread -= 1
        self._end_line(tag)

    def handle_data(self, data: str) -> None:
        """Words, but those of scripts and styles."""
        if not self._unread:
            self.words.append(" ".join(data.split("\n")))

    def _end_line(self, tag: str) -> None:
        if tag in _ENDS_A_LINE:
            self.words.append("\n")
