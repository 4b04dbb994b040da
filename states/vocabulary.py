"""The field's own words: roles, kinds of document, programmes, tongues, criteria, titled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from states.text import Text

ROLES: Final[dict[str, Text]] = {
    "mobility_coordinator": Text("Mobility Coordinator", "Координатор мобилности"),
    "academic_coordinator": Text("Academic Coordinator", "Академски координатор"),
    "project_administrator": Text("Project Administrator", "Администратор пројекта"),
    "head_of_ico": Text("Head of ICO", "Руководилац Центра за међународну сарадњу"),
    "general_secretary": Text("General Secretary", "Генерални секретар"),
    "rector": Text("Rector", "Ректор"),
    "dean": Text("Dean", "Декан"),
    "commission_member": Text("Commission member", "Члан комисије"),
    "student_service": Text("Student Service", "Студентска служба"),
    "vice_director": Text("Vice Director", "Заменик директора"),
    "candidate": Text("Candidate", "Кандидат"),
    "system": Text("the passing of time", "протек времена"),
}
"""Who may act. `host` is addressed by mail and signs, but never acts here."""

DESKS: Final[dict[str, Text]] = {
    "host": Text("Host institution", "Установа домаћин"),
    "home_institution": Text("Home institution", "Матична установа"),
    "project_team": Text("Project team", "Пројектни тим"),
    "partner": Text("Partner institution", "Партнерска установа"),
    "correspondent": Text("Who wrote to the office", "Пошиљалац поруке"),
}
"""Institutions, teams and people outside that letters go to, beside the roles."""

Party = Literal[
    "student", "academic_coordinator", "rector", "dean", "host", "staff_member", "partner"
]
PARTIES: Final[dict[str, Text]] = {
    "student": Text("the student", "студент"),
    "academic_coordinator": Text("the Academic Coordinator", "академски координатор"),
    "rector": Text("the Rector", "ректор"),
    "dean": Text("the Dean", "декан"),
    "host": Text("the host institution", "установа домаћин"),
    "staff_member": Text("the staff member", "запослени"),
    "partner": Text("the partner institution", "партнерска установа"),
}
"""Who may sign an agreement."""

SIGNATORIES: Final = {
    **PARTIES,
    "home_institution": Text("the home institution", "матична установа"),
}
"""By what words call who signs one: the other institution of who comes to us is the home one."""

DOCUMENT_KINDS: Final[dict[str, Text]] = {
    "application_form": Text("application form", "пријавни формулар"),
    "host_application_form": Text("host's application form", "пријавни формулар установе домаћина"),
    "passport_copy": Text("copy of the passport", "копија пасоша"),
    "study_plan": Text("Study Plan", "план студијског боравка"),
    "passed_exams": Text("list of passed exams", "списак положених испита"),
    "attendance_certificate": Text("certificate of attendance", "потврда о похађању наставе"),
    "language_certificate": Text("language certificate", "уверење о знању језика"),
    "language_statement": Text(
        "statement of the English teacher", "потврда наставника енглеског језика"
    ),
    "motivation_letter": Text("motivation letter", "мотивационо писмо"),
    "cv": Text("CV", "биографија"),
    "work_plan": Text("work plan", "план рада"),
    "invitation_letter": Text("invitation letter", "позивно писмо"),
    "acceptance_letter": Text("acceptance letter", "потврда о прихватању"),
    "learning_agreement": Text("Learning Agreement", "уговор о учењу"),
    "training_agreement": Text("Training Agreement", "уговор о стручној пракси"),
    "mobility_agreement": Text("mobility agreement", "уговор о мобилности"),
    "research_plan": Text("Study and Research Plan", "уговор о учењу и истраживању"),
    "transcript_of_records": Text("Transcript of Records", "препис оцена"),
    "certified_translation": Text("court-certified translation", "превод судског тумача"),
    "transcript_of_work": Text("Transcript of Work", "потврда о обављеној стручној пракси"),
    "grading_system": Text("host's grading system", "систем оцењивања установе домаћина"),
    "transcript_request": Text(
        "request for a Transcript of Records", "захтев за издавање преписа оцена"
    ),
    "petition": Text("petition for recognition", "писана молба за признавање"),
    "report": Text("report on the mobility", "извештај о мобилности"),
    "disability_form": Text("form for additional funding", "формулар за додатну подршку"),
    "disability_certificate": Text("certificate of disability", "уверење о степену инвалидитета"),
    "proposed_learning_agreement": Text("proposed Learning Agreement", "предлог уговора о учењу"),
    "late_agreement_consent": Text(
        "host's consent to a later conclusion", "сагласност домаћина за накнадно закључење"
    ),
    "ranking_list": Text("ranking list", "ранг листа"),
    "nomination_letter": Text("nomination letter", "писмо номинације"),
    "decree": Text("Decree", "решење о признавању"),
    "approval_decision": Text("approval decision", "одлука о одобрењу"),
    "refusal_letter": Text("refusal letter", "обавештење о одбијању"),
    "appeal_decision": Text(
        "decision on the appeal or complaint", "одлука по жалби, односно приговору"
    ),
    "project_application": Text("application of the project", "пријава пројекта"),
    "project_agreement": Text(
        "grant agreement of the project", "уговор о додели средстава пројекту"
    ),
    "partner_agreement": Text("inter-institutional agreement", "међуинституционални споразум"),
    "agreement_form": Text("agreement form", "образац уговора"),
    "grant_agreement": Text("grant agreement", "уговор о додели средстава"),
    "grant_report": Text("report on the grant", "извештај о утрошку средстава"),
    "travel_receipts": Text("receipts of the journey", "рачуни са путовања"),
}
"""What a document can be: delivered to the office, or made by it."""

PRODUCED: Final = frozenset(
    "ranking_list nomination_letter decree approval_decision refusal_letter appeal_decision "
    "transcript_of_records transcript_of_work agreement_form".split()
)
"""The kinds that the office itself makes."""

DECIDING: Final = frozenset(
    "ranking_list decree approval_decision refusal_letter appeal_decision transcript_of_records "
    "transcript_of_work".split()
)
"""Of these, the acts: who has one can rely on it, so that it is not simply taken back."""

ABOVE: Final = frozenset({"head_of_ico", "general_secretary", "rector", "dean"})
"""The Head of ICO and those above: to one of them every ladder leads."""

Agreement = Literal[
    "learning_agreement", "training_agreement", "mobility_agreement", "study_plan",
    "project_application", "project_agreement", "partner_agreement",
]  # fmt: skip
"""What is signed as an agreement: kinds of document, and those of projects and partners."""

LegalRepresentative = Literal["rector", "dean"]
"""Who speaks for the home institution."""

LEGAL_REPRESENTATIVES: Final[frozenset[str]] = frozenset({"rector", "dean"})
"""Both of them."""

Remedy = str
"""What helps against a Decree, by its name in the regulation's `legal_remedies`."""

Called = Literal["appeal", "complaint"]
"""What a source calls what is brought against an act."""

COMPLAINT: Final = "annex_9"
"""The name of the remedy that is no appeal: a written complaint, decided by the Decree's author."""

OFFICE_ROLES: Final = tuple(role for role in ROLES if role not in ("candidate", "system"))
"""The roles that members of staff hold."""
ON_CALLS_ONLY: Final = "commission_member"
"""Who sits in a commission acts by the seat on a call, and nowhere else."""

PROGRAMMES: Final[dict[str, Text]] = {
    "erasmus": Text("Erasmus+", "Еразмус+"),
    "bilateral": Text("bilateral agreement", "билатерални споразум"),
}
"""Under what a mobility is agreed (BMU-16)."""

SPOKEN: Final[dict[str, Text]] = {
    "en": Text("English", "енглески"),
    "sr": Text("Serbian", "српски"),
    "de": Text("German", "немачки"),
    "fr": Text("French", "француски"),
    "it": Text("Italian", "италијански"),
    "es": Text("Spanish", "шпански"),
    "pt": Text("Portuguese", "португалски"),
    "ru": Text("Russian", "руски"),
    "hu": Text("Hungarian", "мађарски"),
    "ro": Text("Romanian", "румунски"),
    "sl": Text("Slovene", "словеначки"),
    "hr": Text("Croatian", "хрватски"),
    "bs": Text("Bosnian", "босански"),
    "cnr": Text("Montenegrin", "црногорски"),
    "mk": Text("Macedonian", "македонски"),
    "bg": Text("Bulgarian", "бугарски"),
    "el": Text("Greek", "грчки"),
    "tr": Text("Turkish", "турски"),
    "pl": Text("Polish", "пољски"),
    "cs": Text("Czech", "чешки"),
    "sk": Text("Slovak", "словачки"),
}
"""Languages in which documents, agreements and courses come, by their codes."""

CRITERIA: Final[dict[str, Text]] = {
    "programme_compatibility": Text("programme compatibility", "усклађеност програма"),
    "grade_average": Text("grade average", "просечна оцена"),
    "relevance": Text(
        "relevance to the programme's outcome", "значај за исход студијског програма"
    ),
    "language": Text("language", "знање језика"),
    "earlier_mobilities": Text("number of earlier mobilities", "број претходних мобилности"),
    "work_plan": Text("quality of the work plan", "квалитет плана рада"),
    "professional_development": Text(
        "significance for professional development", "значај за професионални развој"
    ),
    "strategic_interest": Text("strategic interest", "стратешки интерес"),
    "academic_achievement": Text("academic achievement", "академски успех"),
    "academic_compatibility": Text("academic compatibility", "академска усклађеност"),
    "motivation": Text("motivation", "мотивација"),
    "special_achievements": Text("special achievements", "посебна постигнућа"),
    "participation": Text("participation in activities", "учешће у активностима"),
    "special_skills": Text("special skills", "посебне вештине"),
    "host_interest": Text("the host's interest", "интересовање установе домаћина"),
    "previous_cooperation": Text(
        "previous cooperation with the partner", "претходна сарадња са партнерском установом"
    ),
    "additional_functions": Text("additional functions", "додатне функције"),
    "benefit": Text("benefit for the home institution", "корист за матичну установу"),
    "length_of_stay": Text(
        "length of stay fitting its content", "трајање боравка примерено садржају"
    ),
    "dissemination": Text(
        "dissemination after the return", "преношење стеченог искуства по повратку"
    ),
    "development": Text("professional development", "професионални развој"),
}
"""Criteria of calls under BMU-15b, BMU-29, BEE-S1, BEE-T1 and BEE-T2."""


def either_of(parties: Iterable[str]) -> Text:
    """The parties of whom one has to sign: `the Rector or the Dean`."""
    names = [SIGNATORIES[party] for party in parties]
    return Text(" or ".join(name.en for name in names), " или ".join(name.sr for name in names))


def criterion_title(name: str) -> Text:
    """What a criterion is called; one that is not in the table as it is written."""
    plain = name.replace("_", " ")
    return CRITERIA.get(name) or Text(plain, plain)


CALL_RECORDS: Final[dict[str, Text]] = {
    "score": Text("Points of the commission", "Бодови комисије"),
    "interview": Text("Interview with the candidate", "Разговор са кандидатом"),
    "commission": Text("A member of the commission was replaced", "Замењен члан комисије"),
}
"""What is recorded of a call and its applicants, as a heading."""
