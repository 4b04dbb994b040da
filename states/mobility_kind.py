"""What kind of case a definition plays: who goes where, on which agreement and which forms.

A case is about somebody who goes, or about a project or an agreement with a partner: then nobody
goes, there is no direction, no host, no call and no agreement of the one who goes.

A definition states it under `kind`; nothing is read out of its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

from states.dossier import DocumentKind
from states.frozen import frozen
from states.strict_forms import STRICT
from states.text import Language, Text
from states.vocabulary import DOCUMENT_KINDS, ROLES, Agreement, Party

About = Literal["mobility", "project", "partner"]
"""What cases are about: somebody's mobility, a project, or what is agreed on with a partner."""

Parties = tuple[Party | tuple[Party, ...], ...]

OPTIONAL_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "application": frozenset({"purpose", "semesters", "teaching_hours", "activity"}),
    "agreement": frozenset(
        "semesters purpose courses outcomes programme tasks evaluation teaching_hours activity "
        "insurance_agreed_otherwise further_documents".split()
    ),
    "candidate": frozenset(
        "level year study_programme student_card ects_earned months_abroad grade_average "
        "earlier_mobilities language employed staff matriculated_on".split()
    ),
}
"""Fields that a form has for some kinds of mobility only: `asks` names those that it has."""

OF_A_SUBJECT: Final = frozenset({"name", "email", "writes_in", "name_in_other_script"})
"""What is asked in the candidate's place of what is no person: the title of a project or the name
of a partner, and where it is written to."""


@frozen
class KindAgreement:
    """The agreement that concludes a kind of mobility (BMU-8b, 9, 11, 30; BEE-L2, T3).

    `document` is what it is called, `form` the model on which it is printed, `parties` who signs
    it; several in one place stand for each other (Rector, Dean). Signatures are recorded under
    `signed_as`, left out: under `document`. `plan` is what it is drawn up from. `substance` are the
    fields that say what is agreed: a version that fills none of them says nothing.
    """

    __pydantic_config__ = STRICT

    document: DocumentKind
    form: str
    parties: Parties
    signed_as: Agreement | None = None
    plan: Agreement | None = None
    substance: tuple[str, ...] = ()

    @property
    def recorded_as(self) -> str:
        """What its signatures are recorded under."""
        return self.signed_as or self.document


@frozen
class KindWords:
    """How documents name what the candidate does at the host: `teaching`, `for teaching`.

    `subject` is what a case is about, as a heading.
    """

    __pydantic_config__ = STRICT

    activity: Text
    purpose: Text
    subject: Text = ROLES["candidate"]


@frozen
class MobilityKind:
    """Who goes in which direction, what they sign, which forms and fields they are given.

    `forms` are the models that the office offers for it, `asks` the fields among
    `OPTIONAL_FIELDS` that its forms have. Without an `agreement` nothing is agreed on. Where nobody
    goes there is no `direction`. `letters` is the language in which candidates are written to,
    where nobody recorded another.
    """

    __pydantic_config__ = STRICT

    who: Literal["student", "staff", "project", "partner"]
    forms: tuple[str, ...]
    asks: dict[str, tuple[str, ...]]
    words: KindWords
    direction: Literal["outgoing", "incoming"] | None = None
    agreement: KindAgreement | None = None
    letters: Language = "sr"

    @property
    def about(self) -> About:
        """What its cases are about."""
        return self.who if self.who in ("project", "partner") else "mobility"

    @property
    def of_project(self) -> bool:
        """Whether a case is about a project, and not about somebody who goes (ICO-1)."""
        return self.about == "project"

    @property
    def of_partner(self) -> bool:
        """Whether a case is about an agreement with a partner (BMU-4b)."""
        return self.about == "partner"

    @property
    def nobody_goes(self) -> bool:
        """Whether a case is nobody's mobility."""
        return self.about != "mobility"

    @property
    def incoming(self) -> bool:
        """Whether people come to us, so that we are the host."""
        return self.direction == "incoming"

    def signatory(self, party: str) -> str:
        """A party of the agreement as words call it: who comes to us is sent by the institution
        that is the host of who goes."""
        return "home_institution" if self.incoming and party == "host" else party

    @property
    def of_staff(self) -> bool:
        """Whether a member of staff goes, and not a student (BMU-28)."""
        return self.who == "staff"

    @property
    def agreement_title(self) -> Text:
        """What the agreement is called, as a heading."""
        return DOCUMENT_KINDS[self.agreement.document if self.agreement else "agreement_form"]

    @property
    def given(self) -> Mapping[str, object]:
        """What guards of the agreement need not be given again: which it is, who signs it, and
        which fields its form has.
        """
        if self.agreement is None:
            return {}
        return {
            "document": self.agreement.recorded_as,
            "titled": self.agreement.document,
            "parties": self.agreement.parties,
            "fields": self.asks.get("agreement", ()),
            "incoming": self.incoming,
        }

    @property
    def substance(self) -> tuple[str, ...]:
        """The fields that say what is agreed, the chief one first; left out: all that it asks."""
        asked_fields = self.asks.get("agreement", ())
        stated_fields = self.agreement.substance if self.agreement else ()
        return tuple(name for name in stated_fields if name in asked_fields) or asked_fields

    def has_field(self, form: str, name: str) -> bool:
        """Whether a form has a field for this kind of mobility."""
        if form == "candidate" and self.nobody_goes and name not in OF_A_SUBJECT:
            return False
        return name not in OPTIONAL_FIELDS.get(form, ()) or name in self.asks.get(form, ())

    def with_parties(self, parties: Parties) -> MobilityKind:
        """The same kind with others who sign its agreement."""
        if self.agreement is None:
            return self
        return replace(self, agreement=replace(self.agreement, parties=parties))
