"""Guards of the agreement: who has signed it, when, and what stands in it.

BMU-8a to 8e, 9 to 11 and 30; BEE-L1 to L3.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from rules.event_days import first_day_of_stay
from rules.guards.limits import last_day_of
from rules.guards.remedies import NOTHING
from rules.guards.wording import guard_reason, listed
from rules.languages import language_code
from rules.parameters import Parameters, groups_of_words, whole_number, words
from states.copies import copies
from states.dossier import AgreementVersion, Course, Dossier, Signature
from states.moments import civil_date
from states.reasons import GuardReason
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS, PARTIES, either_of

TRAINING_PARTS: Final = {
    "outcomes": Text("outcomes", "исходи"),
    "programme": Text("programme", "програм"),
    "tasks": Text("tasks", "радни задаци"),
    "evaluation": Text("monitoring and evaluation", "надзор и евалуација"),
}


def agreement_is_signed(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-8b, 8e, 9, 11, 30; BEE-L2: every party has signed the newest version.

    `document` is the agreement, `parties` who must sign it; a list among them means one of its
    members: the Rector, or the Dean where a faculty is the home institution. The other institution
    is the home one of a student who is `incoming`. Reasons name it as it is `titled`, where
    its signatures are recorded as those of another.
    """
    document = str(parameters["document"])
    if dossier.agreement is None:
        return [_not_drawn_up(_title_of(parameters))]
    signed_parties = {
        signature.party for signature in dossier.signatures if signature.document == document
    }
    missing_parties = (
        party for party in groups_of_words(parameters, "parties") if not signed_parties & set(party)
    )
    of_home = parameters.get("incoming") is True
    return [
        _signature_missing(
            party, _title_of(parameters), dossier.agreement_version, of_home
        ).filling(document=document, party=party[0])
        for party in missing_parties
    ]


def _title_of(parameters: Parameters) -> Text:
    """What the agreement is called."""
    return DOCUMENT_KINDS[str(parameters.get("titled") or parameters["document"])]


def _not_drawn_up(title: Text) -> GuardReason:
    message = ("There is no {document} yet.", "Још није сачињен {document}.")
    remedy = (
        "Record the {document}; then collect the signatures.",
        "Евидентирати {document}, а затим прикупити потписе.",
    )
    return guard_reason(message, remedy, document=title, by=("agreement",))


def _signature_missing(
    party: tuple[str, ...], title: Text, version: int, of_home: bool
) -> GuardReason:
    message = (
        "Signature missing on the {document}, version {version}: {party}.",
        "Недостаје потпис ({document}, верзија {version}): {party}.",
    )
    remedy = (
        "Obtain the signature on version {version} and record it.",
        "Прибавити потпис на верзији {version} и евидентирати га.",
    )
    signer = either_of("home_institution" if of_home and name == "host" else name for name in party)
    return guard_reason(
        message, remedy, document=title, version=version, party=signer, by=("signature",)
    )


def signed_after_acceptance(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BEE-L3: the agreement is signed once the host has accepted in writing, and not before.

    The host has accepted on the day on which one of its `letters` came in, at the latest on the one
    on which its answer was recorded; where nobody knows that day nothing is asked.
    """
    accepted_on = _accepted_on(dossier, parameters)
    if dossier.agreement is None or accepted_on is None:
        return []
    message = (
        "Signature of {on}, before the host accepted on {day}: {party}.",
        "{party}: потпис носи датум {on} Домаћин је прихватање потврдио тек {day}",
    )
    remedy = (
        "Where the host's letter had come in by then, record it with the day of its receipt; else "
        "withdraw the record of this signature, have the {document} signed anew and record that.",
        "Ако је потврда домаћина тада већ била примљена, евидентирати је са даном пријема; иначе "
        "повући запис о том потпису, прибавити нови ({document}) и евидентирати га.",
    )
    by, letter = ("document", "withdrawn_record"), words(parameters, "letters")[0]
    return [
        _too_early(signature, accepted_on, (message, remedy), by, _title_of(parameters)).filling(
            kind=letter
        )
        for signature in dossier.signatures
        if signature.document == parameters["document"] and signature.on < accepted_on
    ]


def _too_early(
    signature: Signature,
    day: date,
    texts: tuple[tuple[str, str], tuple[str, str]],
    by: tuple[str, ...],
    title: Text,
) -> GuardReason:
    """A signature that stands before the day from which it may."""
    message, remedy = texts
    return guard_reason(
        message,
        remedy,
        party=PARTIES[signature.party],
        on=signature.on,
        day=day,
        document=title,
        by=by,
    )


def _accepted_on(dossier: Dossier, parameters: Parameters) -> date | None:
    """The civil date of the host's acceptance: of its letter, else of what was recorded of it."""
    entered_on = parameters.get("entered_on")
    letters = (copy for kind in words(parameters, "letters") for copy in copies(dossier, kind))
    days = (*(letter.delivered_on for letter in letters), entered_on)
    return min((day for day in days if isinstance(day, date)), default=None)


def signed_after_approval(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-30: the mobility is approved first, and then the candidate, one of `by`, signs.

    It was approved on the day of the decision, else on that on which the case came to where the
    signature is waited for.
    """
    approved_on = dossier.produced.get("approval_decision") or parameters.get("entered_on")
    if dossier.agreement is None or not isinstance(approved_on, date):
        return []
    message = (
        "Signature of {on}, before the mobility was approved on {day}: {party}.",
        "{party}: потпис носи датум {on} Мобилност је одобрена тек {day}",
    )
    remedy = (
        "Withdraw the record of this signature, have the {document} signed anew and record that.",
        "Повући запис о том потпису, прибавити нови ({document}) и евидентирати га.",
    )
    return [
        _too_early(
            signature, approved_on, (message, remedy), ("withdrawn_record",), _title_of(parameters)
        )
        for signature in dossier.signatures
        if signature.document == parameters["document"]
        and signature.party in words(parameters, "by")
        and signature.on < approved_on
    ]


def before_the_first_day(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-8a, 9, 30; BEE-T3: concluded on the day before the stay begins at the latest.

    Unless the host decides otherwise, which a document of the kind `consent` says; where its
    signatures are recorded, one of `consent_of` must be among them. Where there is no agreement
    yet, the guard of the signatures speaks.
    """
    first, today = first_day_of_stay(dossier), civil_date(now)
    if dossier.agreement is None or first is None or today < first:
        return []
    if _host_consents(dossier, parameters):
        return []
    message = (
        "The stay began on {first}; the agreement had to be concluded by {eve}, and today is "
        "{today}.",
        "Боравак је почео {first} Уговор је морао бити закључен најкасније {eve} Данас је {today}",
    )
    remedy = (
        "Record the {consent}, signed by {signer}, or new dates of the stay; without either the "
        "case can only be withdrawn.",
        "Евидентирати документ: {consent} (потписује {signer}), или нови период боравка; у "
        "супротном преостаје само одустанак.",
    )
    consent = DOCUMENT_KINDS[str(parameters["consent"])]
    eve = first - timedelta(days=1)
    return [
        guard_reason(
            message,
            remedy,
            first=first,
            eve=eve,
            today=today,
            consent=consent,
            signer=either_of(words(parameters, "consent_of")),
            by=("document", "stay_change", "reason"),
        ).filling(kind=str(parameters["consent"]))
    ]


def _host_consents(dossier: Dossier, parameters: Parameters) -> bool:
    consent = dossier.documents.get(str(parameters["consent"]))
    if consent is None or consent.signed_by is None:
        return consent is not None
    return bool({*consent.signed_by} & {*words(parameters, "consent_of")})


def plan_is_signed(dossier: Dossier, parameters: Parameters, now: datetime) -> list[GuardReason]:
    """BMU-10: where it is recorded who signed the plan, all of its parties have.

    `of` is the kind of document, `parties` are as for `agreement_is_signed`. Of a plan whose
    signatures nobody recorded, and where there is none, nothing is asked.
    """
    kind = str(parameters["of"])
    plan = dossier.documents.get(kind)
    if plan is None or plan.signed_by is None:
        return []
    missing_parties = (
        party for party in groups_of_words(parameters, "parties")
        if not {*plan.signed_by} & {*party}
    )  # fmt: skip
    message = ("Signature missing on the {kind}: {party}.", "Недостаје потпис ({kind}): {party}.")
    remedy = (
        "Obtain the signature and record the {kind} again, with all who signed it.",
        "Прибавити потпис и поново евидентирати документ: {kind}, са свим потписницима.",
    )
    return [
        guard_reason(
            message,
            remedy,
            kind=DOCUMENT_KINDS[kind],
            party=either_of(party),
            by=("document",),
        ).filling(kind=kind)
        for party in missing_parties
    ]


def in_english_with_courses(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-8c, 9: in English, each course with title, ECTS and, where the host numbers them, code.

    Told `language_where_told`, a language that nobody recorded is English.
    """
    agreement = dossier.agreement
    if agreement is None:
        return []
    is_untold = bool(parameters.get("language_where_told")) and agreement.language is None
    return [
        *(() if is_untold else _not_in_english(agreement)),
        *_incomplete_courses(dossier, agreement),
    ]


def _not_in_english(agreement: AgreementVersion) -> Iterator[GuardReason]:
    language = language_code(agreement.language)
    if language == "en":
        return
    recorded_language: str | Text = language or Text("not recorded", "није евидентиран")
    message = (
        "The agreement must be in English; its language: {language}.",
        "Уговор мора бити на енглеском; језик уговора: {language}.",
    )
    remedy = (
        "Record a version of the agreement in English.",
        "Евидентирати верзију уговора на енглеском језику.",
    )
    yield guard_reason(message, remedy, language=recorded_language, by=("agreement",))


def _incomplete_courses(dossier: Dossier, agreement: AgreementVersion) -> Iterator[GuardReason]:
    message = (
        "Course {place} ({title}) lacks: {parts}.",
        "Предмет {place} ({title}), недостаје: {parts}.",
    )
    remedy = (
        "Record a version with {parts} of this course.",
        "Евидентирати верзију са подацима: {parts}.",
    )
    has_numbers = _host_numbers_courses(dossier)
    for place, course in enumerate(agreement.courses, start=1):
        if parts := _lacking(course, has_numbers):
            title = course.title or course.code or Text("no title", "без назива")
            yield guard_reason(
                message, remedy, place=place, title=title, parts=listed(parts), by=("agreement",)
            )


def _lacking(course: Course, has_numbers: bool) -> list[Text]:
    parts = {
        "code": (has_numbers and not course.code, Text("code", "шифра")),
        "title": (not course.title, Text("title", "назив")),
        "ects": (course.ects is None, Text("ECTS", "ЕСПБ")),
    }
    return [name for lacks, name in parts.values() if lacks]


def _host_numbers_courses(dossier: Dossier) -> bool:
    """As the call says of the host; where the host isn't in it, courses have codes."""
    applied_hosts = dossier.application.hosts if dossier.application else ()
    placement_host = dossier.placement.host if dossier.placement else None
    name = placement_host or next(iter(applied_hosts), None)
    return all(host.numbers_courses for host in dossier.call.hosts if host.name == name)


def training_agreement_complete(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BMU-11: outcomes, a detailed programme, tasks, and how it is monitored and evaluated.

    Of these `fields` are what the form of that kind of mobility has: nobody can enter another.
    """
    agreement = dossier.agreement
    if agreement is None:
        return []
    entered_fields = words(parameters, "fields")
    texts = {
        part: (getattr(agreement, part) or "").strip()
        for part in TRAINING_PARTS
        if part in entered_fields
    }
    message = (
        "The Training Agreement lacks: {part}.",
        "У уговору о стручној пракси недостаје: {part}.",
    )
    remedy = (
        "Record a version that gives it: {part}.",
        "Евидентирати верзију која садржи: {part}.",
    )
    missing_parts = (TRAINING_PARTS[part] for part, text in texts.items() if not text)
    return [guard_reason(message, remedy, part=part, by=("agreement",)) for part in missing_parts]


def within_days_of_arrival(
    dossier: Dossier, parameters: Parameters, now: datetime
) -> list[GuardReason]:
    """BEE-L2: the agreement is changed only in the first 30 days after the arrival.

    What counts is the day on which the last party signed the change; who is none counts not. Until
    an arrival is recorded, the days run from the stay's first day.
    """
    arrived_on = dossier.stay.arrived_on or first_day_of_stay(dossier)
    if arrived_on is None:
        return []
    document, parties = parameters["document"], groups_of_words(parameters, "parties")
    days = [
        signature.on
        for signature in dossier.signatures
        if signature.document == document and any(signature.party in party for party in parties)
    ]
    changed_on = max(days, default=civil_date(now))
    last = last_day_of(arrived_on, whole_number(parameters, "change_days"), parameters)
    if changed_on <= last:
        return []
    message = (
        "The change is of {changed}; after the arrival on {arrived} it was possible until {last}.",
        "Измена носи датум {changed} По доласку {arrived} била је могућа до {last}",
    )
    remedy = (
        "Nothing removes this: the agreement stands as it is; what differs is settled when the "
        "courses are recognised.",
        "Ништа не отклања ову препреку: уговор остаје непромењен, а разлике се решавају приликом "
        "признавања предмета.",
    )
    return [
        guard_reason(
            message, remedy, changed=changed_on, arrived=arrived_on, last=last, by=(NOTHING,)
        )
    ]
