"""The public pages by their addresses: what there is, and the bytes of each.

Served and published alike: an address that is not in `addresses_of` opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Final, Literal

from office.information import InformationPackage, information_of, read_package
from states.text import LANGUAGES, Language, Text
from web.public import feeds, views
from web.public.edition import Edition, rendered
from web.styles import OFFICE_STATIC

ASSETS: Final = "assets/"
_CALL: Final = re.compile(r"calls/(\d{1,18})\.html")
_LIST: Final = re.compile(r"lists/(\d{1,18})-(\d{1,9})\.html")
Page = Callable[[Edition, Language], str]


def addresses_of(edition: Edition) -> Iterator[str]:
    """Every address of the pages of an edition, without those of a language's twin left out."""
    yield "index.html"
    yield from (f"{ASSETS}{name}" for name in _assets())
    for language in edition.office.settings.languages:
        yield from (f"{language}/{address}" for address in _of_language(edition))


def _of_language(edition: Edition) -> Iterator[str]:
    yield from _PAGES
    yield from _FEEDS
    for call in edition.calls.values():
        yield f"calls/{call.id}.html"
        for version in edition.lists.get(call.id, ()):
            yield f"lists/{call.id}-{version.version}.html"


def content_of(edition: Edition, address: str) -> bytes | None:
    """The bytes at an address; None where there is nothing."""
    if address in ("", "index.html"):
        return _page_of_languages(edition).encode()
    if address.startswith(ASSETS):
        return _assets().get(address.removeprefix(ASSETS), lambda: None)()
    first, _, place = address.partition("/")
    language = next((code for code in LANGUAGES if code == first), None)
    if language is None or language not in edition.office.settings.languages:
        return None
    if place in _FEEDS:
        return _FEEDS[place](edition, language)
    page = _page(edition, language, place)
    return None if page is None else page.encode()


def _page(edition: Edition, language: Language, place: str) -> str | None:
    if place in _PAGES:
        return _PAGES[place](edition, language)
    if match := _CALL.fullmatch(place):
        return _call(edition, language, place, int(match[1]))
    if match := _LIST.fullmatch(place):
        return _list(edition, language, place, (int(match[1]), int(match[2])))
    return None


def _page_of_languages(edition: Edition) -> str:
    """The first page, which leads to each language."""
    first = edition.office.settings.languages[0]
    return rendered(edition, _as_language(first), "languages.html", "index.html", first=first)


def _as_language(code: str) -> Language:
    return next(language for language in LANGUAGES if language == code)


def _home(edition: Edition, language: Language) -> str:
    calls = [views.call_page(edition, call) for call in edition.calls.values()]
    recent = [
        (edition.calls[version.call_id], line)
        for lists in edition.lists.values()
        for line in views.list_lines(lists)
        for version in (line.of,)
    ]
    recent.sort(key=lambda pair: (pair[1].of.published_at, pair[0].id), reverse=True)
    of_open = [page for page in calls if page.is_open]
    return rendered(edition, language, "home.html", "index.html", pages=of_open, recent=recent[:10])


def _calls(edition: Edition, language: Language) -> str:
    processes = {call.id: edition.definition_of(call) for call in edition.calls.values()}
    return rendered(edition, language, "calls.html", "calls.html", processes=processes)


def _decisions(edition: Edition, language: Language) -> str:
    lines = views.decisions(edition)
    return rendered(edition, language, "decisions.html", "decisions.html", lines=lines)


def _recognition(edition: Edition, language: Language) -> str:
    sections = views.recognition(edition)
    return rendered(edition, language, "recognition.html", "recognition.html", sections=sections)


def _information(edition: Edition, language: Language) -> str:
    packages = [(edition.regulations[name].name, package) for name, package in packages_of(edition)]
    grounds = _grounds(edition, "package")
    return rendered(
        edition, language, "information.html", "information.html",
        packages=packages, grounds=grounds,
    )  # fmt: skip


def packages_of(edition: Edition) -> Iterator[tuple[str, InformationPackage]]:
    """The information package of each institution that publishes one and has written it."""
    folder = information_of(edition.office.data)
    for institution in edition.regulations:
        if edition.publicity(institution).package:
            package = read_package(folder, institution)
            if package is not None:
                yield institution, package


def _projects(edition: Edition, language: Language) -> str:
    lines, grounds = views.projects(edition), _grounds(edition, "projects")
    return rendered(
        edition, language, "projects.html", "projects.html", lines=lines, grounds=grounds
    )


def _grounds(edition: Edition, section: Literal["package", "projects"]) -> list[Text]:
    """Under which rules the institutions publish a section."""
    rules = ((name, getattr(edition.publicity(name), section)) for name in edition.regulations)
    return [edition.cited(name, rule) for name, rule in rules if rule]


def _call(edition: Edition, language: Language, place: str, call_id: int) -> str | None:
    call = edition.calls.get(call_id)
    if call is None:
        return None
    page = views.call_page(edition, call)
    return rendered(edition, language, "call.html", place, it=page)


def _list(
    edition: Edition, language: Language, place: str, id_and_version: tuple[int, int]
) -> str | None:
    call_id, version = id_and_version
    lines = views.list_lines(edition.lists.get(call_id, ()))
    line = next((line for line in lines if line.of.version == version), None)
    page = views.list_page(edition, edition.calls[call_id], line) if line else None
    return rendered(edition, language, "list.html", place, it=page) if page else None


def _assets() -> Mapping[str, Callable[[], bytes | None]]:
    """What the pages look by: those of the installed package, and the office's own."""
    tabler = files("starlette_admin") / "static" / "css" / "vendor" / "tabler.min.css"
    own = {name: OFFICE_STATIC / name for name in ("office.css", "mark.svg")}
    return {"tabler.min.css": tabler.read_bytes} | {
        name: path.read_bytes for name, path in own.items()
    }


_PAGES: Final[Mapping[str, Page]] = {
    "index.html": _home,
    "calls.html": _calls,
    "decisions.html": _decisions,
    "recognition.html": _recognition,
    "information.html": _information,
    "projects.html": _projects,
}
_FEEDS: Final[Mapping[str, Callable[[Edition, Language], bytes]]] = {
    "calls.atom": feeds.atom,
    "closing-days.ics": feeds.closing_days,
}
