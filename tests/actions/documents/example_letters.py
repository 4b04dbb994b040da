"""A list, letters to a host and to a student, and decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from actions.documents.content import (
    AppealDecision,
    ApprovalDecision,
    Criterion,
    Days,
    Institution,
    NominationLetter,
    Ranked,
    RankingList,
    RefusalLetter,
    RefusalReason,
    Remedy,
    Signatory,
)
from rules.ranking_words import GOES_FIRST
from states.text import Text
from tests.actions.documents.example_parties import (
    ANA,
    APPEAL_24,
    ARCHIVE,
    ARTICLE_15,
    ARTICLE_24,
    COORDINATOR,
    GRAZ,
    RECTOR,
    STUDENT,
    articles,
    head,
)

RANKING_LIST = RankingList(
    head=head(
        "14-01/26-3", articles("article 15", "члана 15."), "BMU-15b", "BMU-15c", on=date(2026, 4, 3)
    ),
    call=Text("Spring call 2026", "Пролећни конкурс 2026"),
    version=2,
    closed_on=date(2026, 3, 31),
    commission=("Milica Ilić", "Jovan Kos", "Sanja Rus"),
    criteria=(
        Criterion(Text("Compatibility of programmes", "Компатибилност програма"), Decimal(30)),
        Criterion(Text("Grade average", "Просечна оцена"), Decimal(30)),
        Criterion(Text("Language", "Познавање језика"), Decimal(20)),
    ),
    minimum=Decimal(50),
    places=(
        Ranked(
            1,
            "Ana Petrović",
            "BMU-2026-0001",
            Decimal("77.50"),
            "selected",
            "University of Graz",
        ),
        Ranked(2, "Bojan Lukić", "BMU-2026-0002", Decimal(70), "waiting"),
        Ranked(
            3,
            "Ceca Žikić",
            "BMU-2026-0003",
            Decimal("41.33"),
            "rejected",
            reason=Text("under the minimum", "испод најмањег броја бодова"),
        ),
    ),
    remedy=Remedy(
        "rector",
        Days(8),
        ARTICLE_15,
        decide_within=Days(8),
        last_day=date(2026, 4, 14),
        receipt=(
            Text(
                "The 8th day, 11 April, is not worked; 10 to 13 April are Orthodox Easter.",
                "Осми дан, 11. април, није радни; од 10. до 13. априла је Васкрс.",
            ),
        ),
    ),
    signatures=(Signatory(Text("Chair of the Commission", "Председник комисије"), "Milica Ilić"),),
    ties=(
        Text(
            "Places 2 and 3 of the former list were equal; Bojan Lukić has no earlier mobility.",
            "Места 2 и 3 раније листе била су једнака; Бојан Лукић нема ранијих мобилности.",
        ),
    ),
    replaces=Text("version 1 of 2 April 2026", "верзију 1 од 2. априла 2026."),
    ties_by=(GOES_FIRST["first_mobility"], GOES_FIRST["applied_at"]),
)
CHOSEN_LIST = replace(
    RANKING_LIST,
    commission=(),
    chosen_by=Text("Rector", "ректор"),
    choice_reason=Text("Fewer earlier mobilities go first.", "Предност има мањи број мобилности."),
    places=tuple(replace(place, points=None, reason=None) for place in RANKING_LIST.places),
    signatures=(RECTOR,),
    ties=(),
    ties_by=(),
)
NOMINATION = NominationLetter(
    head=head("14-02/26-7", articles("article 15", "члана 15."), "BMU-15d", on=date(2026, 4, 16)),
    host=replace(GRAZ, erasmus_code="A GRAZ01"),
    candidate=replace(
        ANA, email="ana@students.example", birth_date=date(2004, 5, 17), field="0613"
    ),
    home=Institution("Belgrade Metropolitan University", erasmus_code="RS BELGRAD99"),
    programme="erasmus",
    purpose=Text("studies", "студије"),
    first_day=date(2026, 10, 1),
    last_day=date(2027, 2, 15),
    semesters=1,
    answer_by=date(2026, 5, 21),
    reply_to="mobility@metropolitan.example",
    signatures=(
        Signatory(
            Text("Head of ICO", "Руководилац Центра за међународну сарадњу"),
            "Ivana Marić",
            instead_of=COORDINATOR.role,
        ),
    ),
)
REFUSAL = RefusalLetter(
    head=head(
        "14-01/26-9",
        articles("article 14 and article 15", "члана 14. и члана 15."),
        "BMU-15a",
        "BMU-14",
        on=date(2026, 4, 1),
    ),
    candidate=ANA,
    call=Text("Spring call 2026", "Пролећни конкурс 2026"),
    refused_by="home",
    reasons=(
        RefusalReason(
            Text(
                "54 ECTS credits earned; 60 are needed.",
                "Остварено 54 ЕСПБ; потребно је 60.",
            ),
            Text(
                "article 14 paragraph 1 of the Rulebook on International Mobility",
                "члан 14. став 1. Правилника о међународној мобилности",
            ),
            Text("Apply again in autumn.", "Пријавите се поново на јесен."),
        ),
    ),
    signatures=(
        Signatory(Text("Mobility Coordinator", "Координатор мобилности"), "Petar Simić"),
        RECTOR,
    ),
    deliver_to=(Text("the candidate", "кандидату"), ARCHIVE),
)
HOST_REFUSAL = replace(REFUSAL, refused_by="host", host=GRAZ, remedy=APPEAL_24)
APPEAL_DECISION = AppealDecision(
    head=head("14-04/27-2", articles("article 24", "члана 24."), "BMU-24b", on=date(2027, 3, 24)),
    against="decree",
    appellant=ANA,
    contested=Text("Decree no. 14-03/27-1 of 12 March 2027", "решење број 14-03/27-1"),
    lodged_on=date(2027, 3, 19),
    grounds="Предмет Musik und Gesellschaft одговара предмету Култура и друштво.",
    upheld=True,
    reasons=(
        Text(
            "The learning outcomes of both courses are akin.",
            "Исходи учења оба предмета су сродни.",
        ),
    ),
    decide_within=Days(8),
    decide_by=date(2027, 3, 29),
    rule=ARTICLE_24,
    signatures=(RECTOR,),
    deliver_to=(STUDENT, ARCHIVE),
    disposition=(
        Text(
            "Decree no. 14-03/27-1 of 12 March 2027 is annulled, and the matter returns to the"
            " Academic Coordinator for a new decision.",
            "Поништава се решење број 14-03/27-1 од 12. марта 2027. године и предмет се враћа"
            " академском координатору на поновно одлучивање.",
        ),
    ),
    consequences=(Text("A new Decree is issued.", "Доноси се ново решење."),),
)
LIST_APPEAL = replace(
    APPEAL_DECISION, against="list", upheld=False, disposition=(), rule=ARTICLE_15
)
APPROVAL = ApprovalDecision(
    head=head("14-05/26-1", articles("article 30", "члана 30."), "BMU-30", on=date(2026, 9, 4)),
    person="Doc. dr Vesna Čađenović",
    position=Text("assistant professor", "доцент"),
    activity="teaching",
    agreement=Text("mobility agreement for teaching", "уговор о мобилности ради држања наставе"),
    host=GRAZ,
    first_day=date(2026, 11, 2),
    last_day=date(2026, 11, 6),
    confirmed_on=date(2026, 9, 1),
    hours=Decimal(8),
    programme="erasmus",
    signatures=(RECTOR,),
    deliver_to=(Text("the member of staff", "запослени"), ARCHIVE),
    duties=(
        Text(
            "Travel health insurance (article 31 paragraph 2).",
            "Путно здравствено осигурање (члан 31. став 2).",
        ),
        Text("A report after the return.", "Извештај по повратку са мобилности."),
    ),
)
