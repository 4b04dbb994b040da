"""Erasing a person on request: who may, what stands in the way, what would go, and doing it.

Only the Head of ICO. What is shown before is what goes: both read the same. An open case, or a
right that still runs, keeps everything of the person, and says so.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection

from persistence import of_no_case, persons_cases
from persistence.cases import number_of
from persistence.erasing import Erasable, erase
from persistence.erasures import Order
from persistence.history import Entry
from persistence.mentions import Names, declined_mentions, names_of
from persistence.personal_counts import CaseContents, contents_of
from persistence.personal_data import KINDS, Kind
from persistence.persons_cases import APPEAL, DECREE, LIST, KnownPerson, PersonCase, Window
from persistence.saving import Step, save
from rules.wording import format_text
from states.addresses import address_key
from states.declension import declined
from states.frozen import frozen
from states.sensitive import sensitive
from states.text import Text
from states.validation_error import ValidationError
from workflows.cases.status import load_case
from workflows.cases.steps import Situation, refreshed
from workflows.registers.keeping import KEEPER, RegisterAct

ERASED: Final = "erased"
"""What the history calls it."""
ERASERS: Final = frozenset({KEEPER})
MOST_NAMED: Final = 50
"""Places that are shown, of those where somebody is named in another case of grammar."""


@frozen
class CasePreview:
    """What of a case goes: the kinds of data, and how much of each is there."""

    case: PersonCase
    kinds: tuple[Kind, ...]
    contents: CaseContents


@frozen
class ErasurePreview:
    """What an erasure takes, by name, and what stands in the way: then nothing goes.

    `shared` are names that others bear too: they are not looked for outside the person's own cases.
    """

    persons: tuple[KnownPerson, ...]
    cases: tuple[CasePreview, ...]
    obstacles: tuple[Text, ...]
    shared: tuple[str, ...] = ()
    messages: int = 0
    """Messages of no case that the person wrote: they go too."""

    @property
    def name(self) -> str:
        """The person's name, as it was entered first."""
        return self.persons[0].name if self.persons else ""


def person_meant(connection: Connection, person_text: str) -> list[KnownPerson]:
    """The one person that a case's number, an address or a name means, under every address; or who
    is known by the address alone, from which they wrote or to which a link went.

    Raises ValidationError where nobody is meant, or several are.
    """
    persons = persons_cases.found(connection, person_text)
    address = person_text.strip()
    if not persons and of_no_case.is_known(connection, address):
        return [KnownPerson(0, 0, address, None, address, "en")]
    if not persons:
        raise ValidationError(
            format_text(
                "nobody is known by {who}: write a case's number, an address or the whole name",
                "нико није познат под „{who}“: упишите број предмета, имејл адресу или цело име",
                who=person_text,
            ),
            ("who",),
        )
    if len({person.first for person in persons}) > 1:
        addresses = ", ".join(person.email for person in persons)
        raise ValidationError(
            format_text(
                "{who} is more than one person ({addresses}): write one address",
                "„{who}“ је више лица ({addresses}): упишите једну имејл адресу",
                who=person_text,
                addresses=addresses,
            ),
            ("who",),
        )
    return persons


def preview(act: RegisterAct, person_text: str) -> ErasurePreview:
    """What the erasure of a person would take. Raises NotTheirs, ValidationError."""
    act.check_may(ERASERS)
    persons = person_meant(act.connection, person_text)
    ids = [person.id for person in persons]
    cases = persons_cases.cases_of(act.connection, ids)
    contents = contents_of(act.connection, [case.id for case in cases])
    return ErasurePreview(
        tuple(persons),
        tuple(CasePreview(case, KINDS, contents[case.id]) for case in cases),
        tuple(obstacles(act, cases).values()),
        tuple(sorted(_shared(act.connection, persons))),
        len(of_no_case.written_by(act.connection, [person.email for person in persons])),
    )


@frozen
class Named:
    """A place outside the person's own cases where they are named in another case of grammar: the
    number of the case, where it is one's, and some words around."""

    number: str | None
    words: str


def named_elsewhere(act: RegisterAct, erasure_preview: ErasurePreview) -> list[Named]:
    """Where an erasure would take a declined name out: for people to see that it is theirs.

    It reads all texts of the office. At most `MOST_NAMED`.
    """
    names = names_looked_for(act.connection, erasure_preview.persons)
    own = {item.case.id for item in erasure_preview.cases}
    places: dict[Named, None] = {}
    for case_id, words in declined_mentions(act.connection, names):
        if case_id not in own:
            number = None if case_id is None else number_of(act.connection, case_id)
            places[Named(number, words)] = None
        if len(places) == MOST_NAMED:
            break
    return list(places)


def erase_person(act: RegisterAct, person_text: str, reason: str) -> int:
    """Erases a person of whom nothing is under way; the number of the erasure.

    Raises NotTheirs; ValidationError with every obstacle, or for a reason that is none or that
    names the person. The caller commits; then the bytes outside of the database go.
    """
    erasure_preview = preview(act, person_text)
    if erasure_preview.obstacles:
        raise ValidationError(_together(erasure_preview.obstacles), ("who",))
    kinds: Mapping[int, frozenset[Kind]] = {
        of_case.case.id: frozenset(of_case.kinds) for of_case in erasure_preview.cases
    }
    return carry_out(act, kinds, erasure_preview.persons, reason)


def carry_out(
    act: RegisterAct,
    kinds: Mapping[int, frozenset[Kind]],
    persons: Sequence[KnownPerson],
    reason: str,
) -> int:
    """Erases kinds of data of cases, and persons of whom nothing is left; the erasure's number.

    Each case's history gets an entry of it, in the same transaction. Raises NotTheirs.
    """
    act.check_may(ERASERS)
    names = names_looked_for(act.connection, persons)
    words = _reason(reason, names)
    _note(act, kinds, words)
    ids = frozenset(person.id for person in persons)
    addresses = frozenset(person.email for person in persons)
    erasable = Erasable(kinds, ids, names, sensitive(), addresses)
    return erase(act.connection, erasable, Order(act.keeper.name, KEEPER, words, act.now))


def _reason(typed_reason: str, names: Names) -> str:
    words = " ".join(typed_reason.split())
    if not words:
        raise ValidationError(
            Text("the reason must be given in words", "разлог мора бити наведен"), ("reason",)
        )
    if names.needles and names.pattern.search(words):
        raise ValidationError(
            Text(
                "the reason stays, so it must not name the person: write the date or the number "
                "of the request",
                "разлог остаје уписан, па не сме да садржи име лица: упишите датум или број "
                "захтева",
            ),
            ("reason",),
        )
    return words


def names_looked_for(connection: Connection, persons: Sequence[KnownPerson]) -> Names:
    """What they are looked for by: names nobody else bears, addresses, student cards."""
    if not persons:
        return Names(())
    ids = [person.id for person in persons]
    staff = persons_cases.staff_addresses(connection)
    addresses = [p.email for p in persons if address_key(p.email) not in staff]
    own = _all_names(persons) - _shared(connection, persons)
    forms = {form for name in own for form in declined(name)}
    forms -= persons_cases.other_bearers(connection, forms, ids)
    return names_of(own, [*addresses, *persons_cases.student_cards(connection, ids)], forms)


def _shared(connection: Connection, persons: Sequence[KnownPerson]) -> set[str]:
    """Names that others bear too, or that are one word and so may mean anything."""
    names, ids = _all_names(persons), [person.id for person in persons]
    single = {name for name in names if len(name.split()) < 2}
    return persons_cases.other_bearers(connection, names, ids) | single


def _all_names(persons: Iterable[KnownPerson]) -> set[str]:
    return {
        name
        for person in persons
        if person.id
        for name in (person.name, person.name_in_other_script)
        if name is not None
    }


def _note(act: RegisterAct, kinds: Mapping[int, Collection[Kind]], reason: str) -> None:
    """An entry in the history of each case: what was erased, by whom, why."""
    steps: list[Step] = []
    for case_id, of_case in kinds.items():
        case, dossier = load_case(act.connection, case_id, for_update=True)
        ordered_kinds = [kind for kind in KINDS if kind in of_case]
        data = json.dumps({"erased": ordered_kinds, "reason": reason}, ensure_ascii=False)
        entry = Entry("notice", ERASED, "", KEEPER, act.keeper.name, data)
        definition = act.office.definition_of(case, dossier)
        situation = Situation(act.office, definition, case, dossier, act.now)
        steps.append(refreshed(situation, entry, False))
    save(act.connection, steps, act.now)


def obstacles(act: RegisterAct, cases: Sequence[PersonCase]) -> dict[int, Text]:
    """By case, why nothing of it can be erased now; those that can be are not among them."""
    windows = persons_cases.windows(act.connection, [case.id for case in cases], act.today)
    sentences = {case.id: _obstacle(act, case, windows.get(case.id)) for case in cases}
    return {case_id: sentence for case_id, sentence in sentences.items() if sentence is not None}


def _obstacle(act: RegisterAct, case: PersonCase, window: Window | None) -> Text | None:
    number = case.number
    if act.keeper.login is not None and case.institution != act.institution:
        return format_text(
            "{number} is a case of another institution: its own Head erases it",
            "{number} је предмет друге установе: брише га њен руководилац",
            number=number,
        )
    if not case.ended:
        return format_text("{number} is still open", "{number} још није завршен", number=number)
    return None if window is None else _still_runs(number, window)


def _still_runs(number: str, window: Window) -> Text:
    if window.until is None:
        return {
            APPEAL: format_text(
                "{number}: what was lodged against an act is not decided yet",
                "{number}: о поднетом правном средству још није одлучено",
                number=number,
            ),
            DECREE: format_text(
                "{number}: the Decree is not delivered yet: the time to contest it has not begun",
                "{number}: решење још није достављено, па рок за његово побијање није почео",
                number=number,
            ),
        }.get(
            window.right,
            format_text(
                "{number}: a mail or document of it is just being sent or made; try again in a "
                "minute",
                "{number}: порука или документ управо се шаље или израђује; покушајте поново за "
                "минут",
                number=number,
            ),
        )
    day: date = window.until
    if window.right == LIST:
        return format_text(
            "{number}: the list can be contested until {day}",
            "{number}: ранг листа може да се побија до {day}",
            number=number,
            day=day,
        )
    return format_text(
        "{number}: the Decree can be contested until {day}",
        "{number}: решење може да се побија до {day}",
        number=number,
        day=day,
    )


def _together(sentences: Sequence[Text]) -> Text:
    return Text("; ".join(s.en for s in sentences), "; ".join(s.sr for s in sentences))
