"""What the dossier holds, in cards: each group of facts with its lines, empty groups left out.

The agreement with its versions and signatures has a section of its own (`web.views.agreement`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rules.remedy_words import REMEDY_TITLES, called
from states.definition import ProcessDefinition
from states.dossier import Appeal, Dossier
from states.fact_declaration import CardPlace, Chapter
from states.facts import FACTS, fact_title
from states.field_labels import label_of
from states.frozen import frozen
from states.mobility_kind import MobilityKind
from states.subject_labels import OF_A_SUBJECT
from states.text import Text
from states.vocabulary import SPOKEN
from web.forms.prefill import Data, plain
from web.views.describe import Line, describe

HEARS_OF_NOTHING: Final = Text(
    "not recorded: letters to it can't be sent", "није уписана: дописи јој се не могу послати"
)


@frozen
class Card:
    """A group of facts."""

    title: Text
    lines: tuple[Line, ...]
    wide: bool = False


Group = tuple[Chapter, Text, Data]
"""The chapter, the title and the plain data of a card."""


def cards(
    dossier: Dossier, definition: ProcessDefinition, chapter: Chapter | None = None
) -> list[Card]:
    """The groups of facts of a dossier, or of a chapter, in the order in which a case gathers
    them."""
    kind = definition.kind
    of_facts = (
        (place, title, describe(data)) for place, title, data in _groups(dossier, definition)
    )
    groups = (("dossier", kind.words.subject, _subject(dossier, kind)), *of_facts)
    return [
        Card(title, tuple(lines), any(line.table for line in lines))
        for place, title, lines in groups
        if chapter in (None, place) and lines
    ]


def open_remedies(dossier: Dossier, definition: ProcessDefinition) -> list[Card]:
    """What was brought against the list or the Decree and is not decided yet, for who decides."""
    groups = (
        _remedy(appeal, dossier, definition)
        for appeal in dossier.appeals
        if appeal.decided_on is None
    )
    return [Card(title, tuple(describe(data))) for _, title, data in groups]


def _remedy(appeal: Appeal, dossier: Dossier, definition: ProcessDefinition) -> Group:
    chapter: Chapter = "dossier" if appeal.against == "list" else "stay"
    title = REMEDY_TITLES[called(appeal, dossier, definition.rulebook.contests_lists_by())]
    return chapter, title, {**_plain(appeal), **_list_versions(appeal)}


def _list_versions(appeal: Appeal) -> Data:
    """The versions of the list that an appeal names; of a Decree the number says what it is."""
    versions = {"act": appeal.act, "decided_under": appeal.decided_under}
    return {
        name: Text(f"list, version {version}", f"ранг листа, верзија {version}")
        for name, version in versions.items()
        if version and appeal.against == "list"
    }


def _subject(dossier: Dossier, kind: MobilityKind) -> list[Line]:
    """Who or what the case is about; the name stands above everything."""
    data = _asked(kind, "candidate", _candidate(dossier))
    return [*describe(data, OF_A_SUBJECT.get(kind.about, {})), *_untold(dossier, kind)]


def _untold(dossier: Dossier, kind: MobilityKind) -> Iterator[Line]:
    """That the home institution of who comes to us hears of nothing while no address is known."""
    if kind.incoming and dossier.candidate.home_email is None:
        yield Line(label_of("home_email"), HEARS_OF_NOTHING)


def _groups(dossier: Dossier, definition: ProcessDefinition) -> Iterator[Group]:
    kind = definition.kind
    application = _asked(kind, "application", _plain(dossier.application))
    yield "dossier", Text("Application", "Пријава"), application
    yield "dossier", Text("Place on the list", "Место на листи"), _placement(dossier)
    yield "stay", Text("Host's answer", "Одговор домаћина"), _host_answer(dossier)
    yield from _recorded(dossier, "before_decree")
    if kind.nobody_goes:
        yield "dossier", fact_title("signature"), _table("signatures", dossier.signatures)
    yield "stay", Text("Decree", "Решење"), _decree(dossier)
    for appeal in dossier.appeals:
        yield _remedy(appeal, dossier, definition)
    yield from _recorded(dossier, "after_decree")


def _recorded(dossier: Dossier, card: CardPlace) -> Iterator[Group]:
    """What people recorded, as the facts' declarations say: a card for each fact, which of several
    records holds a table."""
    for fact in FACTS.values():
        if fact.card == card and (records := fact.recorded_in(dossier)):
            data = _table(fact.name, records) if fact.several else plain(records[0])
            yield fact.chapter, fact.title, data


def _table(name: str, records: Sequence[object]) -> Data:
    return {name: [plain(record) for record in records]}


def _plain(value: object) -> Data:
    return plain(value) if value is not None else {}


def _asked(kind: MobilityKind, form: str, data: Data) -> Data:
    """What a form of this kind of mobility asks; a teacher has earned no ECTS."""
    return {name: value for name, value in data.items() if kind.has_field(form, name)}


def _candidate(dossier: Dossier) -> Data:
    data = _plain(dossier.candidate)
    spoken_language = _spoken(dossier.candidate.language)
    earlier = data.get("earlier_mobilities") or None
    return {**data, "name": None, "language": spoken_language, "earlier_mobilities": earlier}


def _spoken(levels: Mapping[str, str]) -> Text | None:
    """Languages with their levels, as they are called."""
    words = [(SPOKEN.get(code, Text(code, code)), level) for code, level in levels.items()]
    en, sr = (
        ", ".join(f"{name.in_(language)} {level}" for name, level in words)
        for language in ("en", "sr")
    )
    return Text(en, sr) if words else None


def _decree(dossier: Dossier) -> Data:
    """The Decree without the receipts of its last days: the due date tells those."""
    data = _plain(dossier.decree)
    return {**data, "last_days_stated": None} if data else {}


def _placement(dossier: Dossier) -> Data:
    """The candidate's place, while no list is published nothing."""
    placement = dossier.placement
    if placement is None:
        return {}
    return {
        "rank": str(placement.rank),
        "points": None if placement.points is None else str(placement.points),
        "outcome": placement.outcome,
        "host": placement.host,
        "list_version": str(placement.list_version),
    }


def _host_answer(dossier: Dossier) -> Data:
    answer = dossier.host_answer
    if answer is None:
        return {}
    days = {"first_day": answer.first_day, "last_day": answer.last_day, "reason": answer.reason}
    return {"accepted": answer.accepted, **days}
