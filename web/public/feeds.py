"""The feeds of the public pages: calls and lists as Atom, closing days as iCalendar.

Nothing in them is of the moment at which they are made: the same office gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final
from xml.etree import ElementTree as Xml

from icalendar import Calendar, Event

from states.frozen import frozen
from states.localization import format_day
from states.moments import BELGRADE
from states.text import Language
from web.messages.public import IN_FEEDS, PUBLIC
from web.public.edition import Edition
from web.public.views import list_lines

ATOM: Final = "http://www.w3.org/2005/Atom"
NOTHING_YET: Final = datetime(2000, 1, 1, tzinfo=BELGRADE)


@frozen
class FeedEntry:
    """An entry of the feed: what it tells, where, and since when."""

    id: str
    title: str
    address: str
    at: datetime


def atom(edition: Edition, language: Language) -> bytes:
    """The calls and the published lists, the newest first."""
    entries = sorted(_entries(edition, language), key=lambda entry: (entry.at, entry.id))[::-1]
    name = edition.office.settings.institution.office.in_(language)
    feed = Xml.TreeBuilder()
    feed.start("feed", {"xmlns": ATOM, "xml:lang": language})
    _say(feed, "id", _tag(edition, "feed"))
    _say(feed, "title", f"{PUBLIC['pub_home'].in_(language)} · {name}")
    _say(feed, "updated", entries[0].at.isoformat() if entries else NOTHING_YET.isoformat())
    feed.start("author", {})
    _say(feed, "name", name)
    feed.end("author")
    for entry in entries:
        feed.start("entry", {})
        _say(feed, "id", entry.id)
        _say(feed, "title", entry.title)
        _say(feed, "updated", entry.at.isoformat())
        feed.start("link", {"rel": "alternate", "href": entry.address})
        feed.end("link")
        feed.end("entry")
    feed.end("feed")
    root = feed.close()
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _entries(edition: Edition, language: Language) -> Iterator[FeedEntry]:
    version_word = IN_FEEDS["list"].in_(language)
    until = PUBLIC["pub_until"].in_(language)
    for call in edition.calls.values():
        yield FeedEntry(
            _tag(edition, f"call-{call.id}"),
            f"{call.title} ({until} {format_day(call.closes, language)})",
            f"calls/{call.id}.html",
            _morning(call.published),
        )
        for line in list_lines(edition.lists.get(call.id, ())):
            yield FeedEntry(
                _tag(edition, f"list-{call.id}-{line.of.version}"),
                f"{call.title}: {version_word} {line.of.version}",
                f"lists/{call.id}-{line.of.version}.html",
                line.of.published_at.astimezone(BELGRADE),
            )


def closing_days(edition: Edition, language: Language) -> bytes:
    """The last day of each call as a whole day of a calendar, and the last day to appeal."""
    calendar = Calendar()
    calendar.add("prodid", "-//Mobility office//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", PUBLIC["pub_closing_days"].in_(language))
    for call in edition.calls.values():
        closes = f"{PUBLIC['pub_last_day'].in_(language)}: {call.title}"
        stamp = _morning(call.published)
        calendar.add_component(_day(_tag(edition, f"closes-{call.id}"), stamp, call.closes, closes))
        newest = next(iter(edition.lists.get(call.id, ())), None)
        if newest and newest.appeal_until:
            title = f"{IN_FEEDS['last_day_of_remedy'].in_(language)}: {call.title}"
            uid = _tag(edition, f"remedy-{call.id}-{newest.version}")
            calendar.add_component(_day(uid, newest.published_at, newest.appeal_until, title))
    return bytes(calendar.to_ical())


def _day(uid: str, stamp: datetime, day: date, title: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    return event


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), BELGRADE)


def _tag(edition: Edition, tag_path: str) -> str:
    """An id that lasts, wherever the pages lie (RFC 4151)."""
    office = edition.office.settings.institution
    domain = office.email.rpartition("@")[2]
    return f"tag:{domain},2021:{office.key}/{tag_path}"


def _say(feed: Xml.TreeBuilder, name: str, text: str) -> None:
    feed.start(name, {})
    feed.data(text)
    feed.end(name)
