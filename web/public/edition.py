"""What the pages that everybody may read are made from: the office on a day, in a language.

The same pages are served and are written into a folder, so their addresses are relative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import Connection

from office.wiring import Office
from persistence import public_calls
from persistence.public_calls import PublicCall, PublicList
from rules.citations import cited
from rules.publicity import Publicity
from rules.regulation import Regulation
from states.definition import ProcessDefinition
from states.mobility_kind import MobilityKind
from states.text import Language, Text
from web.environment import environment


@dataclass(frozen=True)
class Edition:
    """The public pages of an office, as they stand on a civil date."""

    connection: Connection
    office: Office
    today: date

    @cached_property
    def regulations(self) -> Mapping[str, Regulation]:
        """The regulations that make something public: the office's own institution comes first."""
        own = self.office.settings.institution.key
        books = self.office.regulations
        names = sorted(books, key=lambda name: (name != own, name))
        return {name: books[name] for name in names if books[name].public}

    def publicity(self, institution: str) -> Publicity:
        """What an institution publishes; KeyError where that is nothing."""
        public = self.regulations[institution].public
        if public is None:
            raise KeyError(institution)
        return public

    @cached_property
    def calls(self) -> Mapping[int, PublicCall]:
        """The published calls by id: the one that closes last comes first."""
        calls = public_calls.published_calls(self.connection, list(self.regulations), self.today)
        return {call.id: call for call in calls}

    @cached_property
    def lists(self) -> Mapping[int, list[PublicList]]:
        """By call, the published versions of its list, the newest first."""
        lists: dict[int, list[PublicList]] = {}
        public = [call.id for call in self.calls.values() if self.publicity(call.institution).lists]
        for version in public_calls.lists_of(self.connection, public):
            lists.setdefault(version.call_id, []).append(version)
        return lists

    def definition_of(self, call: PublicCall) -> ProcessDefinition | None:
        """The process that a call was opened for; None where its definition is missing."""
        return self.office.served(call.institution, call.process, call.published)

    def cited(self, institution: str, rule: str, kind: MobilityKind | None = None) -> Text:
        """A rule by the numbering of its own source."""
        return cited(self.regulations[institution], rule, kind)

    def is_open(self, call: PublicCall) -> bool:
        """Whether a call can be applied to."""
        return call.closes >= self.today


def rendered(edition: Edition, language: Language, name: str, place: str, **values: object) -> str:
    """A page by its template; `place` is its address within the folder of its language."""
    templates = environment(language)
    root = "../" * (place.count("/") + 1)
    return templates.get_template(f"public/{name}").render(
        edition=edition,
        office=edition.office.settings.institution,
        languages=edition.office.settings.languages,
        place=place,
        home="../" * place.count("/"),
        root=root,
        **values,
    )
