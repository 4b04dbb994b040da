"""What people hand in with a trigger or a fact: the forms, and how they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import Field
from pydantic import ValidationError as PydanticError

from states.dossier import AgreementVersion, Application
from states.fact_declaration import Payload
from states.facts import FACTS
from states.frozen import frozen
from states.strict_forms import RECORDED, STRICT, Day, PastDay, StatedReason
from states.strict_yaml import adapter
from states.text import Text
from states.validation_error import ValidationError
from states.validation_messages import in_one_sentence, message_of
from states.vocabulary import Agreement, Party


@frozen
class Nothing:
    """Nothing is handed in."""

    __pydantic_config__ = STRICT


@frozen
class HostChoice:
    """The host that the candidate is sent to; left out, the one of the list."""

    __pydantic_config__ = STRICT

    host: str | None = None


@frozen
class HostPeriod:
    """The exact period that the host confirms."""

    __pydantic_config__ = STRICT

    first_day: Annotated[Day | None, Field(alias="from")] = None
    last_day: Annotated[Day | None, Field(alias="to")] = None


@frozen
class StayChange:
    """The period that the host changes the stay to: both of its days are known."""

    __pydantic_config__ = STRICT

    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day, Field(alias="to")]


@frozen
class Reasoned:
    """A decision with its reason in words."""

    __pydantic_config__ = STRICT

    reason: str | None = None


@frozen
class WrittenReason:
    """A decision on somebody's right: it says why (BMU-12a, 15c, 24b, 26b). Blanks say nothing."""

    __pydantic_config__ = STRICT

    reason: StatedReason


@frozen
class ChosenOrder:
    """The order of a list that somebody makes without a commission: cases by number (BMU-29)."""

    __pydantic_config__ = STRICT

    order: tuple[str, ...] = ()
    reason: str | None = None


@frozen
class Lodged:
    """An appeal: the day on which it was received, and its grounds."""

    __pydantic_config__ = STRICT

    on: PastDay | None = None
    grounds: str | None = None


@frozen
class DecreeDraft:
    """How a Decree recognises, and when it was delivered to the student.

    `remarks` is what else the Academic Coordinator holds to be important (article 16).
    """

    __pydantic_config__ = STRICT

    delivered_on: PastDay | None = None
    method: Literal["course_by_course", "semester_for_semester"] = "course_by_course"
    remarks: str | None = None


@frozen
class AgreementChange(AgreementVersion):
    """A new version of the agreement together with who signed it, and when."""

    __pydantic_config__ = STRICT

    document: ClassVar[Agreement] = "learning_agreement"

    signed_by: tuple[Party, ...] = ()
    on: PastDay | None = None


@frozen
class TrainingChange(AgreementChange):
    """A new version of a Training Agreement (BMU-11) with who signed it, and when."""

    __pydantic_config__ = STRICT

    document: ClassVar[Agreement] = "training_agreement"


@frozen
class StaffChange(AgreementChange):
    """A new version of a staff member's agreement (BMU-9, 30) with who signed it, and when."""

    __pydantic_config__ = STRICT

    document: ClassVar[Agreement] = "mobility_agreement"


FACT_PAYLOADS: Final[Mapping[str, type[Payload]]] = {
    fact.name: fact.payload for fact in FACTS.values()
}
"""The facts that people record, each with its form."""

STAY_CHANGE: Final = "stay_change"
"""By which the host's new dates come in."""

TRANSITION_PAYLOADS: Final[Mapping[str, type[Payload]]] = {
    "nothing": Nothing,
    "application": Application,
    "host_choice": HostChoice,
    "host_period": HostPeriod,
    STAY_CHANGE: StayChange,
    "host_refusal": Reasoned,
    "host_cancellation": WrittenReason,
    "recalled": WrittenReason,
    "reason": Reasoned,
    "written_reason": WrittenReason,
    "agreement_change": AgreementChange,
    "training_change": TrainingChange,
    "staff_change": StaffChange,
    "decree": DecreeDraft,
    "ranking_appeal": Lodged,
    "decree_appeal": Lodged,
    "appeal_upheld": WrittenReason,
    "appeal_dismissed": WrittenReason,
    "certification_refusal": WrittenReason,
    "chosen_order": ChosenOrder,
}
"""What transitions take, by the names that definitions use."""

PAYLOADS: Final[Mapping[str, type[Payload]]] = {**FACT_PAYLOADS, **TRANSITION_PAYLOADS}

_WRITTEN: Final[Mapping[str, str]] = {"first_day": "from", "last_day": "to", "from_day": "from"}

_UNPAIRED: Final = re.compile("[\ud800-\udfff]")
"""Half a character: it can't be encoded, and so neither stored nor printed."""


def read_payload(name: str, data: Mapping[str, object] | None, rule: str = "") -> Payload:
    """The data as the form's value; raises ValidationError with one sentence for each mistake.

    Each names the place, and the thing where the line has a name; `rule` is cited with them.
    """
    check_written(data or {})
    try:
        value = _validated(name, dict(data)) if data else _of_nothing(name)
    except PydanticError as error:
        errors = [(_place(item["loc"], data), message_of(item)) for item in error.errors()]
        wrong = in_one_sentence(errors)
        names, rule_part = ", ".join(written_names(name)), f"{rule}; " if rule else ""
        raise ValidationError(
            Text(
                f"{wrong.en} ({rule_part}`{name}` takes: {names or 'nothing'})",
                f"{wrong.sr} ({rule_part}`{name}` прима: {names or 'ништа'})",
            ),
            paths_of(error),
        ) from None
    return value


def read_record(name: str, data: Mapping[str, object]) -> Payload:
    """The form's value out of what the history keeps of it: it was judged when it was taken."""
    value: Payload = adapter(PAYLOADS[name]).validator.validate_python(dict(data), context=RECORDED)
    return value


def paths_of(error: PydanticError) -> tuple[str, ...]:
    """The path of each field that a form can't take, as people write it."""
    paths = (".".join(str(part) for part in item["loc"]) for item in error.errors())
    return tuple(dict.fromkeys(path for path in paths if path))


@lru_cache(maxsize=64)
def _of_nothing(name: str) -> Payload:
    """A form's value where nothing is handed in, made once."""
    return _validated(name, {})


def _validated(name: str, data: dict[str, object]) -> Payload:
    value: Payload = adapter(PAYLOADS[name]).validator.validate_python(data)
    return value


def check_written(data: object) -> None:
    """Raises ValidationError for data without names, or with what nobody can write down."""
    if not isinstance(data, Mapping):
        raise ValidationError(f"what is handed in must be names with values, not {data!r:.40}")
    _check_words(data)


_WORDLESS: Final = frozenset({int, float, bool, type(None), date, Decimal})
"""Of what forms hold most: to ask of each whether it is a mapping takes longer than the rest."""


def _check_words(data: object) -> None:
    if isinstance(data, str):
        if "\0" in data or (not data.isascii() and _UNPAIRED.search(data)):
            raise ValidationError(
                Text(
                    f"{data!r:.60} holds a character that can't be written down",
                    f"{data!r:.60} садржи знак који се не може записати",
                )
            )
    elif isinstance(data, list | tuple):
        for value in data:
            _check_words(value)
    elif type(data) not in _WORDLESS and isinstance(data, Mapping):
        for name, value in data.items():
            _check_words(name)
            _check_words(value)


def _place(location: tuple[str | int, ...], data: object) -> str:
    """The path to a field, with the name of the line that it stands in: a title, a grade."""
    line: str = ""
    inner: Any = data
    for part in location[:-1]:
        try:
            inner = inner[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(inner, Mapping):
            names = (inner.get(name) for name in ("title", "host", "grade"))
            line = next((f" (“{name}”)" for name in names if isinstance(name, str)), line)
    return (".".join(str(part) for part in location) or "all") + line


def written_names(name: str) -> list[str]:
    """The names that people write in a form, in its order."""
    return [written_name(part.name) for part in fields(PAYLOADS[name])]


def written_name(field: str) -> str:
    """The name that people write for a field of a form."""
    return _WRITTEN.get(field, field)
