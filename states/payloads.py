"""What people hand in with a trigger or a fact: the forms, and how each changes the dossier.

`receive` is pure: it returns the dossier as it would stand, and the guards judge that dossier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import Field, ValidationError

from states.dossier import (
    Agreement,
    AgreementVersion,
    Appeal,
    Application,
    DecreeIssued,
    Document,
    DocumentKind,
    Dossier,
    HomeCourse,
    HostAnswer,
    Party,
    Pause,
    Period,
    RecognitionDecision,
    Signature,
    Stay,
    StudyPlan,
    Traineeship,
    Transcript,
)
from states.strict_forms import STRICT, Day
from states.strict_yaml import adapter, say_error
from states.text import Text
from states.wrong_input import WrongInput


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing is handed in."""

    __pydantic_config__ = STRICT


@dataclass(frozen=True, slots=True)
class HostChoice:
    """The host that the candidate is sent to; left out, the one of the list."""

    __pydantic_config__ = STRICT

    host: str | None = None


@dataclass(frozen=True, slots=True)
class HostPeriod:
    """The exact period that the host confirms."""

    __pydantic_config__ = STRICT

    first_day: Annotated[Day | None, Field(alias="from")] = None
    last_day: Annotated[Day | None, Field(alias="to")] = None


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A decision with its reason in words."""

    __pydantic_config__ = STRICT

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenReason:
    """A refusal of what people have a right to: it says why (BMU-12a)."""

    __pydantic_config__ = STRICT

    reason: Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Lodged:
    """An appeal: the day on which it was received, and its grounds."""

    __pydantic_config__ = STRICT

    on: Day | None = None
    grounds: str | None = None


@dataclass(frozen=True, slots=True)
class DecreeDraft:
    """How a Decree recognises, and when it was delivered to the student."""

    __pydantic_config__ = STRICT

    delivered_on: Day | None = None
    method: Literal["course_by_course", "semester_for_semester"] = "course_by_course"


@dataclass(frozen=True, slots=True)
class AgreementChange(AgreementVersion):
    """A new version of the agreement together with who signed it, and when."""

    __pydantic_config__ = STRICT

    document: ClassVar[Agreement] = "learning_agreement"

    signed_by: tuple[Party, ...] = ()
    on: Day | None = None


@dataclass(frozen=True, slots=True)
class TrainingChange(AgreementChange):
    """A new version of a Training Agreement (BMU-11) with who signed it, and when."""

    __pydantic_config__ = STRICT

    document: ClassVar[Agreement] = "training_agreement"


@dataclass(frozen=True, slots=True)
class StaffChange(AgreementChange):
    """A new version of a staff member's agreement (BMU-9, 30) with who signed it, and when."""

    __pydantic_config__ = STRICT

    document: ClassVar[Agreement] = "mobility_agreement"


@dataclass(frozen=True, slots=True)
class Recognition:
    """The decisions on all courses; a later record takes the place of the earlier."""

    __pydantic_config__ = STRICT

    decisions: tuple[RecognitionDecision, ...]


@dataclass(frozen=True, slots=True)
class HomeCourses:
    """What the student would have had to pass at home in the semester spent abroad."""

    __pydantic_config__ = STRICT

    semester: tuple[HomeCourse, ...]


@dataclass(frozen=True, slots=True)
class SemesterStart:
    """The first day of the semester in which the student goes on at home."""

    __pydantic_config__ = STRICT

    on: Day


@dataclass(frozen=True, slots=True)
class Delivery:
    """The day on which a document reached the person it is for."""

    __pydantic_config__ = STRICT

    document: DocumentKind
    on: Day


FACTS: Final[Mapping[str, type[Any]]] = {
    "document": Document,
    "signature": Signature,
    "study_plan": StudyPlan,
    "agreement": AgreementVersion,
    "stay": Stay,
    "transcript": Transcript,
    "traineeship": Traineeship,
    "recognition": Recognition,
    "home_courses": HomeCourses,
    "insurance": Period,
    "residence_permit": Period,
    "semester_start": SemesterStart,
    "pause": Pause,
    "delivery": Delivery,
}
"""The facts that people record, each with its form."""

HANDED_IN: Final[Mapping[str, type[Any]]] = {
    "nothing": Nothing,
    "application": Application,
    "host_choice": HostChoice,
    "host_period": HostPeriod,
    "host_refusal": Reasoned,
    "reason": Reasoned,
    "written_reason": WrittenReason,
    "agreement_change": AgreementChange,
    "training_change": TrainingChange,
    "staff_change": StaffChange,
    "decree": DecreeDraft,
    "ranking_appeal": Lodged,
    "decree_appeal": Lodged,
    "appeal_upheld": Reasoned,
    "appeal_dismissed": Reasoned,
}
"""What transitions take, by the names that definitions use."""

FORMS: Final[Mapping[str, type[Any]]] = {**FACTS, **HANDED_IN}

_UNPAIRED: Final = re.compile("[\ud800-\udfff]")
"""Half a character: it can't be encoded, and so neither stored nor printed."""


def read_form(name: str, data: Mapping[str, Any] | None, rule: str = "") -> Any:
    """The data as the form's value; raises WrongInput with one sentence for each mistake.

    Each names the place, and the thing where the line has a name; `rule` is cited with them.
    """
    form = FORMS[name]
    check_written(data or {})
    try:
        value = adapter(form).validate_python(dict(data or {}))
    except ValidationError as error:
        said = (f"{_place(item['loc'], data)}: {say_error(item)}" for item in error.errors())
        known = ", ".join(written_names(name)) or "nothing"
        wrong, cited = "; ".join(said), f"{rule}; " if rule else ""
        raise WrongInput(
            Text(
                f"{wrong} ({cited}`{name}` takes: {known})",
                f"подаци нису исправни: {wrong} ({cited}`{name}` прима: {known})",
            )
        ) from None
    first, last = getattr(value, "first_day", None), getattr(value, "last_day", None)
    if first and last and last < first:
        raise WrongInput(
            Text(
                f"the last day, {last}, lies before the first day, {first}",
                f"последњи дан, {last}, пре је првог дана, {first}",
            )
        )
    return value


def check_written(data: Any) -> None:
    """Raises WrongInput where the data is not one of names, or holds what nobody can write down."""
    if not isinstance(data, Mapping):
        raise WrongInput(f"what is handed in must be names with values, not {data!r:.40}")
    _check_words(data)


def _check_words(data: Any) -> None:
    if isinstance(data, str):
        if "\0" in data or (not data.isascii() and _UNPAIRED.search(data)):
            raise WrongInput(
                Text(
                    f"{data!r:.60} holds a character that can't be written down",
                    f"{data!r:.60} садржи знак који се не може записати",
                )
            )
    elif isinstance(data, Mapping):
        for name, value in data.items():
            _check_words(name)
            _check_words(value)
    elif isinstance(data, list | tuple):
        for value in data:
            _check_words(value)


def receive(dossier: Dossier, form: str, value: Any, today: date) -> Dossier:
    """The dossier with a value of a form in it; `today` is the civil date of receipt."""
    return _RECEIVERS[form](dossier, value, today)


def merged_stay(earlier: Stay, later: Stay) -> Stay:
    """Arrival and return are recorded apart: a day left out keeps the earlier one."""
    return Stay(
        later.arrived_on or earlier.arrived_on,
        later.returned_on or earlier.returned_on,
    )


def merged_pauses(earlier: tuple[Pause, ...], later: Pause) -> tuple[Pause, ...]:
    """A pause takes the place of those that it overlaps; others stand beside it."""
    apart = [
        pause
        for pause in earlier
        if pause.last_day < later.first_day or later.last_day < pause.first_day
    ]
    return tuple(sorted([*apart, later], key=lambda pause: pause.first_day))


def changed_agreement(
    earlier: AgreementVersion | None, change: AgreementChange
) -> AgreementVersion:
    """The new version: what the change leaves out is taken over from the version before."""
    base = earlier or AgreementVersion()
    kept = {
        part.name: getattr(change, part.name) or getattr(base, part.name)
        for part in fields(AgreementVersion)
    }
    return AgreementVersion(**kept)


def change_signatures(change: AgreementChange, today: date) -> tuple[Signature, ...]:
    """The signatures that came with a change of the agreement."""
    on = change.on or today
    return tuple(Signature(change.document, party, on) for party in change.signed_by)


def _place(location: tuple[str | int, ...], data: Any) -> str:
    """The path to a field, with the name of the line that it stands in: a title, a grade."""
    named, here = "", data
    for part in location[:-1]:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(here, Mapping):
            names = (here.get(name) for name in ("title", "host", "grade"))
            named = next((f" (“{name}”)" for name in names if isinstance(name, str)), named)
    return (".".join(str(part) for part in location) or "all") + named


def written_names(name: str) -> list[str]:
    """The names that people write in a form, in its order."""
    aliases = {"first_day": "from", "last_day": "to"}
    return [aliases.get(part.name, part.name) for part in fields(FORMS[name])]


def _document(dossier: Dossier, value: Document, today: date) -> Dossier:
    return replace(dossier, documents={**dossier.documents, value.kind: value})


def _signature(dossier: Dossier, value: Signature, today: date) -> Dossier:
    """One on the Study Plan says nothing of an agreement that there is already."""
    if value.document == "study_plan" and dossier.agreement is not None:
        return dossier
    others = [
        signature
        for signature in dossier.signatures
        if (signature.document, signature.party) != (value.document, value.party)
    ]
    return replace(dossier, signatures=(*others, value))


def _study_plan(dossier: Dossier, value: StudyPlan, today: date) -> Dossier:
    """A plan that is written anew is signed anew."""
    if dossier.study_plan is None:
        return replace(dossier, study_plan=value)
    kept = tuple(one for one in dossier.signatures if one.document != "study_plan")
    return replace(dossier, study_plan=value, signatures=kept)


def _agreement(dossier: Dossier, value: AgreementVersion, today: date) -> Dossier:
    version = dossier.agreement_version + 1
    return replace(dossier, agreement=value, agreement_version=version, signatures=())


def _agreement_change(dossier: Dossier, value: AgreementChange, today: date) -> Dossier:
    changed = _agreement(dossier, changed_agreement(dossier.agreement, value), today)
    return replace(changed, signatures=change_signatures(value, today))


def _stay(dossier: Dossier, value: Stay, today: date) -> Dossier:
    return replace(dossier, stay=merged_stay(dossier.stay, value))


def _delivery(dossier: Dossier, value: Delivery, today: date) -> Dossier:
    return replace(dossier, deliveries={**dossier.deliveries, value.document: value.on})


def _pause(dossier: Dossier, value: Pause, today: date) -> Dossier:
    return replace(dossier, pauses=merged_pauses(dossier.pauses, value))


def _host_choice(dossier: Dossier, value: HostChoice, today: date) -> Dossier:
    if dossier.placement is None:
        return dossier
    listed = dossier.placement.host
    host = value.host or listed or _first_free_host(dossier)
    return replace(dossier, placement=replace(dossier.placement, host=host, listed_host=listed))


def _first_free_host(dossier: Dossier) -> str | None:
    """The first of the candidate's preferences where a place is free."""
    wanted = dossier.application.hosts if dossier.application else ()
    places = {host.name: host.places for host in dossier.call.hosts}
    taken = dossier.progress.taken
    free = (name for name in wanted if taken.get(name, 0) < places.get(name, 0))
    return next(free, None)


def _host_period(dossier: Dossier, value: HostPeriod, today: date) -> Dossier:
    return replace(dossier, host_answer=HostAnswer(True, value.first_day, value.last_day))


def _host_refusal(dossier: Dossier, value: Reasoned, today: date) -> Dossier:
    return replace(dossier, host_answer=HostAnswer(False, reason=value.reason))


def _decree(dossier: Dossier, value: DecreeDraft, today: date) -> Dossier:
    return replace(dossier, decree=DecreeIssued("", today, value.method, value.delivered_on))


def _lodged(against: Literal["list", "decree"]) -> Callable[[Dossier, Lodged, date], Dossier]:
    def receiver(dossier: Dossier, value: Lodged, today: date) -> Dossier:
        appeal = Appeal(against, value.on or today, value.grounds)
        return replace(dossier, appeals=(*dossier.appeals, appeal))

    return receiver


def _decided(upheld: bool) -> Callable[[Dossier, Reasoned, date], Dossier]:
    def receiver(dossier: Dossier, value: Reasoned, today: date) -> Dossier:
        appeals = tuple(
            replace(appeal, decided_on=today, upheld=upheld, reason=value.reason)
            if appeal.decided_on is None
            else appeal
            for appeal in dossier.appeals
        )
        return replace(dossier, appeals=appeals)

    return receiver


def _unchanged(dossier: Dossier, value: Any, today: date) -> Dossier:
    return dossier


_RECEIVERS: Final[Mapping[str, Callable[[Dossier, Any, date], Dossier]]] = {
    "document": _document,
    "signature": _signature,
    "study_plan": _study_plan,
    "agreement": _agreement,
    "stay": _stay,
    "transcript": lambda dossier, value, today: replace(dossier, transcript=value),
    "traineeship": lambda dossier, value, today: replace(dossier, traineeship=value),
    "recognition": lambda dossier, value, today: replace(dossier, recognition=value.decisions),
    "home_courses": lambda dossier, value, today: replace(dossier, home_courses=value.semester),
    "insurance": lambda dossier, value, today: replace(dossier, insurance=value),
    "residence_permit": lambda dossier, value, today: replace(dossier, residence_permit=value),
    "semester_start": lambda dossier, value, today: replace(dossier, semester_start=value.on),
    "pause": _pause,
    "delivery": _delivery,
    "nothing": _unchanged,
    "application": lambda dossier, value, today: replace(dossier, application=value),
    "host_choice": _host_choice,
    "host_period": _host_period,
    "host_refusal": _host_refusal,
    "reason": _unchanged,
    "written_reason": _unchanged,
    "agreement_change": _agreement_change,
    "training_change": _agreement_change,
    "staff_change": _agreement_change,
    "decree": _decree,
    "ranking_appeal": _lodged("list"),
    "decree_appeal": _lodged("decree"),
    "appeal_upheld": _decided(True),
    "appeal_dismissed": _decided(False),
}
