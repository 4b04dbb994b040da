"""What the API takes and answers, each with an example."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from web.api.problems import ReasonOut

CASE = "ABC-2026-0016"


class AwaitedOut(BaseModel):
    """What a case waits for: the step, whose it is, until when and why, or why no limit runs."""

    step: str = Field(examples=["sign_learning_agreement"])
    title: str = Field(examples=["Conclude the Learning Agreement"])
    owners: list[str] = Field(examples=[["academic_coordinator"]])
    due: date | None = Field(examples=["2026-09-30"])
    receipt: list[str] = Field(description="How the due date was counted.")
    rests: str | None = None


class StepOut(BaseModel):
    """A step out of the case's state; it can be taken where nothing is missing."""

    step: str = Field(examples=["sign_learning_agreement"])
    title: str
    rule: str = Field(examples=["ABC-8b"])
    roles: list[str]
    takes: str = Field(description="The name of its payload; `nothing` for none.")
    possible: bool
    missing: list[ReasonOut] = Field(description="Each unmet condition.")


class CaseLineOut(BaseModel):
    """A case in a list."""

    number: str = Field(examples=[CASE])
    institution: str = Field(examples=["abc"])
    process: str = Field(examples=["exchange"])
    definition: str
    state: str
    awaited: str | None
    owners: list[str]
    due: date | None
    ended: bool
    version: int
    candidate: str = Field(examples=["Jovana Lazić"])


class CaseOut(CaseLineOut):
    """A case with what it awaits and the steps out of its state."""

    title: str = Field(description="The state's title.")
    call: str
    host: str | None
    awaits: AwaitedOut | None
    steps: list[StepOut]
    facts: list[str] = Field(description="The facts that the process lets people record.")


class CasesOut(BaseModel):
    """A page of cases; `next` is the cursor of the following one, null on the last."""

    items: list[CaseLineOut]
    next: str | None


class EntryOut(BaseModel):
    """An entry of a case's history."""

    seq: int
    at: datetime
    kind: str = Field(examples=["step"])
    name: str = Field(examples=["submit_application"])
    rule: str
    role: str
    person: str
    deputy_for: str | None
    source: str | None
    target: str | None
    data: dict[str, Any]


class HistoryOut(BaseModel):
    """A page of a history, oldest first."""

    items: list[EntryOut]
    next: str | None


class DocumentOut(BaseModel):
    """A document of a case; `file` is where it can be read, null where only its receipt is."""

    id: int
    kind: str
    language: str | None
    delivered_on: date | None
    produced: bool
    recorded_at: datetime
    withdrawn_at: datetime | None
    file: str | None


class DocumentsOut(BaseModel):
    """The documents of a case, newest first."""

    items: list[DocumentOut]


class PayloadIn(BaseModel):
    """What is handed in with a step or a fact, by the names of its payload."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"payload": {"reason": "in writing"}}]}
    )

    payload: dict[str, Any] = Field(default_factory=dict)


class TakenOut(BaseModel):
    """What was done: the entry of the history that says so, and how the case stands now."""

    entry: int
    case: str = Field(examples=[CASE])
    state: str
    awaited: str | None
    due: date | None
    version: int


class CandidateIn(BaseModel):
    """Who a case is opened for, as the form of the process asks for."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "candidate": {
                        "name": "Jovana Lazić",
                        "email": "jovana@students.example",
                        "level": "undergraduate",
                        "year": 2,
                        "ects_earned": 84,
                    }
                }
            ]
        },
    )

    candidate: dict[str, Any]


class CallOut(BaseModel):
    """A call, with how many cases it has and how many of them have applied."""

    id: int
    institution: str
    process: str
    title: str
    published: date
    closes: date
    list_version: int
    list_published_on: date | None
    appeal_until: date | None
    opened: int
    applied: int


class CallsOut(BaseModel):
    """A page of calls, newest first."""

    items: list[CallOut]
    next: str | None


class ProcessOut(BaseModel):
    """A process definition: its states, and its steps and facts with the schema of what they take.

    A case stays on the definition it was opened on.
    """

    key: str = Field(examples=["abc/exchange.2026-10-01"])
    title: str
    states: dict[str, str]
    steps: dict[str, dict[str, Any]]
    facts: dict[str, dict[str, Any]]


class ProcessesOut(BaseModel):
    """The definitions that the office works by."""

    items: list[str]


class MeOut(BaseModel):
    """Whose the token is, for what, and what it may."""

    login: str
    name: str
    purpose: str
    roles: list[str]
    ends: datetime | None


class OpenedOut(BaseModel):
    """The case that was opened."""

    case: str = Field(examples=[CASE])
    state: str
    version: int


class ListIn(BaseModel):
    """The order of a list that somebody chose, where its call names no commission; else nothing."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{}, {"order": [CASE], "reason": "by the grade average"}]},
    )

    order: list[str] = Field(default_factory=list, max_length=5_000)
    reason: str | None = Field(default=None, max_length=5_000)


class PublishIn(ListIn):
    """The list that is published: the `mark` that its preview gave."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"mark": "6f0c….91be…"}]}
    )

    mark: str = Field(min_length=1, max_length=200)


class PlaceOut(BaseModel):
    """A place on a list."""

    rank: int
    case: str = Field(examples=[CASE])
    outcome: str = Field(examples=["selected"])
    host: str | None


class ForeseenMoveOut(BaseModel):
    """A case that would move, or whose limit would change."""

    case: str = Field(examples=[CASE])
    source: str
    target: str
    due: date | None


class ForeseenMailOut(BaseModel):
    """A mail that would leave; `obstacle` says why it could not."""

    mail: str = Field(examples=["ranking_published"])
    to: str
    subject: str
    obstacle: str | None


class StepPreviewOut(BaseModel):
    """What taking the step now would bring; nothing of it has been done."""

    moves: list[ForeseenMoveOut]
    mails: list[ForeseenMailOut]
    documents: list[str] = Field(
        description="The kinds of the documents that would be made.", examples=[["decree"]]
    )


class ListPreviewOut(BaseModel):
    """What publishing now would bring. `mark` stands for all of it: send it to publish."""

    mark: str
    list_version: int
    places: list[PlaceOut]
    causes: list[str] = Field(
        description="Why the list in force is made anew: appeals upheld, what it lacked or had "
        "wrong. None for a first list."
    )
    changes: list[str] = Field(description="What it changes of the list in force.")
    moves: list[ForeseenMoveOut]
    mails: list[ForeseenMailOut]


class PublishedOut(BaseModel):
    """The list that was published."""

    call: int
    list_version: int
    places: list[PlaceOut]
