"""All that is held on a person: for machines every field, on paper in the person's language.

Only the Head of ICO hands it out. That it was made stands in the log of handling of each case.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from actions.documents.person_document import (
    DocumentSection,
    PersonDocument,
    lines_of,
    person_document,
)
from notifications.rendering import render
from office.wiring import Office
from persistence import handling_log, history, person_export, persons_cases
from persistence.documents import documents_of
from persistence.handling import lock
from persistence.handling_log import HandlingEntry
from persistence.mails import mails_of
from persistence.persons_cases import KnownPerson, PersonCase
from rules.remedy_words import REMEDY_TITLES, called, title_against
from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.facts import FACTS, fact_title
from states.field_labels import label_of
from states.frozen import frozen
from states.localization import format_day
from states.moments import civil_date
from states.strict_yaml import adapter
from states.text import LANGUAGES, Text
from states.vocabulary import ROLES
from workflows.cases.status import load_case
from workflows.people.erasing import ERASERS, names_looked_for, person_meant
from workflows.registers.keeping import KEEPER, RegisterAct

EXPORTED: Final = "exported"
"""What the log of handling calls it."""

_PERSON: Final = Text("Person", "Лице")
_NAME: Final = Text("Name", "Име и презиме")
_ADDRESS: Final = Text("Address of mails", "Имејл адреса")
_CASE: Final = Text("Case", "Предмет")
_CANDIDATE: Final = Text("Candidate", "Кандидат")
_APPLICATION: Final = Text("Application", "Пријава")
_PLACEMENT: Final = Text("Place on the list", "Место на листи")
_HOST_ANSWER: Final = Text("Host's answer", "Одговор домаћина")
_DECREE: Final = Text("Decree", "Решење")
_OPENED: Final = Text("Case opened", "Отварање предмета")
_TOLD_APART: Final = frozenset({"document", "candidate", "application_correction"})
_DOCUMENTS: Final = Text("Documents", "Документи")
_MAILS: Final = Text("Mails", "Поруке")
_HISTORY: Final = Text("What happened", "Шта је урађено")
_MESSAGES: Final = Text("Messages of no case", "Поруке без предмета")
_NOTES: Final = Text("What colleagues arranged and noted", "Договори и белешке запослених")
_ELSEWHERE: Final = Text("Named elsewhere, in so many places", "Поменуто другде, на толико места")


Lines = Iterator[tuple[Text, Text]]


@frozen
class Export:
    """What is held: `plain` for machines, `pdf` on paper; `name` is whose it is."""

    name: str
    plain: Mapping[str, object]
    pdf: bytes

    @property
    def json(self) -> bytes:
        """For machines, readable too."""
        return json.dumps(self.plain, ensure_ascii=False, indent=2, default=str).encode()


def export_person(act: RegisterAct, person_text: str, language: str | None = None) -> Export:
    """All that is held on the person whom a case's number, an address or a name means.

    `language` None is the person's own. Raises NotTheirs, ValidationError. The caller commits.
    """
    act.check_may(ERASERS)
    persons = person_meant(act.connection, person_text)
    ids = [person.id for person in persons]
    cases = persons_cases.cases_of(act.connection, ids)
    names = names_looked_for(act.connection, persons)
    elsewhere = person_export.elsewhere(act.connection, names, [case.id for case in cases])
    addresses = [person.email for person in persons]
    messages = person_export.messages_of_no_case(act.connection, addresses)
    plain = {
        "made_at": act.now.isoformat(timespec="seconds"),
        "office": act.office.settings.institution.office.en,
        "person": person_export.persons_rows(act.connection, ids),
        "cases": [_plain_case(act.connection, case) for case in cases],
        "messages_of_no_case": messages,
        "named_elsewhere": elsewhere,
    }
    sections = [*_filled(_MESSAGES, _messages(messages)), *_filled(_ELSEWHERE, _places(elsewhere))]
    document = _document(act, persons, cases, sections)
    own = persons[0].writes_in
    document_language = language or (own if own in LANGUAGES else "en")
    for case in cases:
        _note(act, case.id)
    return Export(persons[0].name, plain, person_document(document, document_language, act.now))


def _note(act: RegisterAct, case_id: int) -> None:
    case = lock(act.connection, case_id)
    assert case is not None
    login, name = act.keeper.login or "", act.keeper.name
    entry = HandlingEntry(EXPORTED, login, name, KEEPER, {})
    handling_log.add(act.connection, case_id, entry, act.now)


def _plain_case(connection: Connection, case: PersonCase) -> Mapping[str, object]:
    rows = person_export.case_rows(connection, case.id)
    texts = [render(mail.written).text for mail in reversed(mails_of(connection, case.id))]
    mail_rows = rows.get("mails", [])
    mails = [{**mail, "text": text} for mail, text in zip(mail_rows, texts, strict=True)]
    return {**rows, **({"mails": mails} if mails else {})}


def _document(
    act: RegisterAct,
    persons: Sequence[KnownPerson],
    cases: Sequence[PersonCase],
    further: Sequence[DocumentSection],
) -> PersonDocument:
    settings = act.office.settings.institution
    sections = [_of_person(persons)]
    for case in cases:
        sections += _of_case(act, case)
    sections += further
    regulation = act.office.regulations[act.institution]
    return PersonDocument(
        persons[0].name, settings.office, regulation.name, settings.address, tuple(sections)
    )


def _messages(messages: Sequence[Mapping[str, object]]) -> Lines:
    for message in messages:
        day = _day(datetime.fromisoformat(str(message["received_at"])))
        words = "\n\n".join(
            str(message[name]) for name in ("subject", "text", "answer") if message.get(name)
        )
        yield day, Text(words, words)


def _places(elsewhere: Mapping[str, int]) -> Lines:
    for name, number in elsewhere.items():
        yield _as_text(name), _as_text(str(number))


def _as_text(words: str) -> Text:
    plain = words.replace("_", " ")
    return Text(plain, plain)


def _of_person(persons: Sequence[KnownPerson]) -> DocumentSection:
    lines = []
    for person in persons:
        names = dict.fromkeys(filter(None, (person.name, person.name_in_other_script)))
        lines += [(_NAME, Text(name, name)) for name in names]
        lines.append((_ADDRESS, Text(person.email, person.email)))
    return DocumentSection(_PERSON, tuple(dict.fromkeys(lines)))


def _of_case(act: RegisterAct, of_person: PersonCase) -> Iterator[DocumentSection]:
    connection, office = act.connection, act.office
    case, dossier = load_case(connection, of_person.id)
    definition = office.shown_definition(case.definition)
    state = definition.states[case.state].title
    head = [(label_of("state"), state), (label_of("call"), _as_text(dossier.call.title))]
    title = Text(f"{_CASE.en} {case.number}", f"{_CASE.sr} {case.number}")
    yield DocumentSection(title, tuple(head))
    yield from _facts(dossier, definition)
    yield from _filled(_DOCUMENTS, _documents(connection, of_person))
    yield from _filled(_MAILS, _mails(connection, of_person.id))
    yield from _filled(_HISTORY, _history(office, connection, of_person.id))
    yield from _filled(_NOTES, _notes(connection, of_person.id))


def _filled(title: Text, lines: Lines) -> Iterator[DocumentSection]:
    section_lines = tuple(lines)
    if section_lines:
        yield DocumentSection(title, section_lines)


def _facts(dossier: Dossier, definition: ProcessDefinition) -> Iterator[DocumentSection]:
    """The candidate's data, and every record of every fact."""
    decrees = [(_DECREE, decree) for decree in (*dossier.earlier_decrees, dossier.decree)]
    by_list = definition.rulebook.contests_lists_by()
    appeals = [
        (REMEDY_TITLES[called(appeal, dossier, by_list)], appeal) for appeal in dossier.appeals
    ]
    for title, value in (
        (_CANDIDATE, dossier.candidate),
        (_APPLICATION, dossier.application),
        (_PLACEMENT, dossier.placement),
        (_HOST_ANSWER, dossier.host_answer),
        *decrees,
        *appeals,
    ):
        if value is not None:
            yield DocumentSection(title, lines_of(_data(value)))
    for fact in FACTS.values():
        if fact.name not in _TOLD_APART:
            for record in fact.recorded_in(dossier):
                yield from _filled(fact.title, iter(lines_of(_data(record))))


def _data(value: object) -> Mapping[str, Any]:
    plain: Mapping[str, Any] = adapter(type(value)).dump_python(
        value, by_alias=True, exclude_none=True, mode="json"
    )
    return plain


def _day(at: datetime) -> Text:
    day = civil_date(at)
    return Text(format_day(day), format_day(day, "sr"))


def _documents(connection: Connection, case: PersonCase) -> Lines:
    for document in reversed(documents_of(connection, case.id, None)):
        kind = title_against(document.kind, document.against)
        name_part = f" ({document.file_name})" if document.file_name else ""
        yield _day(document.recorded_at), Text(f"{kind.en}{name_part}", f"{kind.sr}{name_part}")


def _mails(connection: Connection, case_id: int) -> Lines:
    for mail in reversed(mails_of(connection, case_id)):
        words = f"{mail.to_name}: {mail.subject}"
        yield _day(mail.written_at), Text(words, words)


def _history(office: Office, connection: Connection, case_id: int) -> Lines:
    case, _ = load_case(connection, case_id)
    definition = office.shown_definition(case.definition)
    for written_entry in history.entries(connection, case_id):
        entry = written_entry.entry
        step = definition.transitions.get(entry.name)
        title = step.title if entry.kind == "step" and step else fact_title(entry.name)
        title = _OPENED if entry.kind == "opened" else title
        role = ROLES[entry.role]
        by = (entry.person or role.en, entry.person or role.sr)
        yield _day(written_entry.at), Text(f"{title.en} – {by[0]}", f"{title.sr} – {by[1]}")


def _notes(connection: Connection, case_id: int) -> Lines:
    for logged_entry in handling_log.read(connection, case_id):
        note_text = logged_entry.entry.data.get("text")
        if note_text:
            words = f"{logged_entry.entry.person}: {note_text}"
            yield _day(logged_entry.at), Text(words, words)
