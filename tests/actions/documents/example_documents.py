"""Full examples of every document's content, as an office would fill them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from actions.documents.content import (
    AgreementForm,
    AppealDecision,
    ApprovalDecision,
    Choice,
    Column,
    Contact,
    Conversion,
    Corrected,
    Criterion,
    Days,
    Decree,
    Entry,
    FormPart,
    FormTable,
    GradeReceipt,
    Institution,
    Letterhead,
    NominationLetter,
    NotPassed,
    OwedCourse,
    PassedCourse,
    Ranked,
    RankingList,
    RefusalLetter,
    RefusalReason,
    Remedy,
    ReplacedCourse,
    Result,
    Share,
    Signatory,
    Signer,
    Student,
    TraineeshipDone,
    TranscriptOfRecords,
    TranscriptOfWork,
)
from states.text import Text

AT = datetime(2027, 3, 12, 10, 30, tzinfo=UTC)
BMU = Text("Belgrade Metropolitan University", "Универзитет Метрополитан у Београду")
FIT = Text(
    f"Faculty of Information Technologies, {BMU.en}",
    f"Факултет информационих технологија, {BMU.sr}",
)
GRAZ = Institution("University of Graz", Text("Austria", "Аустрија"))
COORDINATOR = Signatory(
    Text("Academic Coordinator", "Академски координатор"), "Prof. dr Jelena Đorđević"
)
RECTOR = Signatory(Text("Rector", "Ректор"), "Prof. dr Miloš Njegovan")
STUDENT = Text("the student", "студент")
SERVICE = Text("Student Service", "Студентска служба")
ARCHIVE = Text("the archive", "архива")
ANA = Student(
    "Ana Petrović",
    card="4127/2024",
    programme=Text("Software Engineering", "Софтверско инжењерство"),
    level="undergraduate",
)


def head(number: str, basis: Text, *rests_on: str, on: date = date(2027, 3, 12)) -> Letterhead:
    """The university's letterhead over one case's document."""
    return Letterhead(
        institution=FIT,
        address=Text("Tadeuša Košćuška 63, Belgrade", "Тадеуша Кошћушка 63, Београд"),
        place=Text("Belgrade", "Београд"),
        number=number,
        on=on,
        basis=basis,
        case="BMU-2026-0001",
        rests_on=rests_on,
    )


def articles(en: str, sr: str) -> Text:
    """Articles of the rulebook, as `rules.citations` names them."""
    return Text(
        f"{en} of the Rulebook on International Mobility, no. 10-10-00315/1",
        f"{sr} Правилника о међународној мобилности број 10-10-00315/1",
    )


ARTICLE_24 = Text(
    "article 24 paragraphs 2 and 3 of the Rulebook on International Mobility",
    "члан 24. ст. 2. и 3. Правилника о међународној мобилности",
)
ARTICLE_15 = Text(
    "article 15 paragraph 4 of the Rulebook on International Mobility",
    "члан 15. став 4. Правилника о међународној мобилности",
)
APPEAL_24 = Remedy("rector", Days(8), ARTICLE_24, decide_within=Days(8))
COMPLAINT_9 = Remedy(
    "academic_coordinator",
    Days(7, working=True),
    Text("annex 9", "прилог 9"),
    "complaint",
    decide_within=Days(10, working=True),
    closed=True,
)
SCALE = tuple(
    Share(grade, Decimal(percent), ects)
    for grade, percent, ects in (
        ("10", 10, "A"),
        ("9", 25, "B"),
        ("8", 30, "C"),
        ("7", 25, "D"),
        ("6", 10, "E"),
    )
)
ALGORITHMS = PassedCourse("Algorithmen und Datenstrukturen", Decimal(6), "1", Decimal(60))
DATABASES = PassedCourse("Datenbanksysteme", Decimal("4.5"), "2", Decimal(45))
MUSIC = PassedCourse("Musik und Gesellschaft", Decimal(3), "2", Decimal(30))
CONVERSION = Conversion(
    rule="largest_overlap",
    table="annex_11",
    host_table=tuple(
        Share(grade, Decimal(percent))
        for grade, percent in (("1", "20.5"), ("2", "34.5"), ("3", "25"), ("4", "20"))
    ),
    home_table=SCALE,
    ties=(
        Text(
            "Grade 3 overlaps grades 8 and 7 alike; the better one, 8, was taken.",
            "Оцена 3 подједнако се преклапа са оценама 8 и 7; узета је боља, 8.",
        ),
    ),
    receipts=(
        GradeReceipt(
            "Algorithmen und Datenstrukturen",
            "1",
            "9",
            (
                Text("Grade 1 spans 0 % to 20.5 %.", "Оцена 1 обухвата од 0 % до 20,5 %."),
                Text(
                    "It overlaps 10 by 10 and 9 by 10.5 points of per cent, so it becomes 9.",
                    "Преклапа се са 10 за 10, а са 9 за 10,5 процентних поена, па постаје 9.",
                ),
            ),
        ),
        GradeReceipt(
            "Datenbanksysteme",
            "2",
            "8",
            (
                Text(
                    "It overlaps 8 by 20 points of per cent.",
                    "Преклапа се са 8 за 20 поена.",
                ),
            ),
        ),
    ),
)
DECREE = Decree(
    head=head(
        "14-03/27-1",
        articles(
            "article 16, article 22 items 1 and 5 and article 24 paragraph 1",
            "члана 16, члана 22. тач. 1. и 5. и члана 24. став 1.",
        ),
        "BMU-16",
        "BMU-22.1",
        "BMU-22.5",
        "BMU-24a",
    ),
    student=ANA,
    academic_year="2026/2027",
    semesters=("winter",),
    first_day=date(2026, 10, 1),
    last_day=date(2027, 2, 15),
    host=GRAZ,
    basis="erasmus",
    method="course_by_course",
    petition_on=date(2027, 3, 5),
    sources={
        "replaced": Text("article 22, items 1 and 5", "члан 22. тач. 1. и 5."),
        "supplement": Text("article 22, items 3 and 7", "члан 22. тач. 3. и 7."),
        "window": Text("article 22, item 8", "члан 22. тачка 8."),
        "diploma": Text("article 22, item 2", "члан 22. тачка 2."),
        "rubric": Text("article 22, item 3", "члан 22. тачка 3."),
        "remaining": Text("article 20", "члан 20."),
    },
    submitted=(
        Text("written petition, 5 March 2027", "писана молба, 5. марта 2027."),
        Text("Transcript of Records, 5 March 2027", "препис оцена, 5. марта 2027."),
    ),
    remedy=APPEAL_24,
    signatures=(COORDINATOR, RECTOR),
    deliver_to=(STUDENT, SERVICE, ARCHIVE),
    replaced=(
        ReplacedCourse(ALGORITHMS, "Алгоритми и структуре података", Decimal(8), "9", Decimal(60)),
        ReplacedCourse(DATABASES, "Базе података", Decimal(6), "8", Decimal(45)),
    ),
    supplement=(MUSIC,),
    conversion=CONVERSION,
    grading_system=Text("1 best to 5, which is not a pass", "од 1, најбоље, до 5, недовољно"),
    remaining=(OwedCourse("Оперативни системи", Decimal(8), Decimal(60)),),
    remarks=(
        Text(
            "The student wrote her seminar paper in German.",
            "Семинарски рад на немачком.",
        ),
    ),
    reasons=(
        Text(
            "The professor of Databases was asked for an opinion.",
            "Затражено је мишљење предметног професора за Базе података.",
        ),
    ),
    appendices=(Text("Transcript of Records", "препис оцена"),),
)
WINDOW = replace(
    DECREE,
    method="semester_for_semester",
    replaced=(),
    supplement=(),
    recognised=(ALGORITHMS, DATABASES, MUSIC),
    conversion=None,
    remaining=(),
    remedy=COMPLAINT_9,
)
SUPPLEMENT_ONLY = replace(
    DECREE, replaced=(), supplement=(ALGORITHMS, DATABASES, MUSIC), conversion=None, reasons=()
)
PARTIAL = replace(
    DECREE,
    replaced=DECREE.replaced[:1],
    supplement=(),
    remaining=(
        OwedCourse("Базе података", Decimal(6), Decimal(45)),
        OwedCourse("Оперативни системи", Decimal(8), Decimal(60)),
    ),
    remarks=(
        Text(
            "Not passed at the host institution: Datenbanksysteme.",
            "У установи домаћину није положено: Datenbanksysteme.",
        ),
    ),
)
CORRECTED = replace(
    DECREE,
    head=replace(DECREE.head, number="BMU-D-2027-0019"),
    corrects=Corrected(
        "BMU-D-2027-0014", date(2027, 3, 4), "BMU-2026-0001/complaint-1", "complaint"
    ),
    remedy=COMPLAINT_9,
)
AT_SIEMENS = TraineeshipDone(
    "Siemens AG Österreich",
    Text("Transcript of Work, 7 October 2026", "потврда о пракси, 7. октобра 2026. године"),
    "Писање тестова за уграђени софтвер",
    "Embedded C, мерни системи",
    Decimal(520),
    OwedCourse("Стручна пракса", Decimal(6), Decimal(90)),
)
TRAINEESHIP = replace(
    DECREE,
    head=replace(
        DECREE.head,
        basis=articles("articles 13 and 16", "чл. 13. и 16."),
        rests_on=("BMU-16", "BMU-13"),
    ),
    host=Institution("Siemens AG Österreich", GRAZ.country),
    replaced=(),
    supplement=(),
    conversion=None,
    grading_system=None,
    remaining=(),
    remarks=(),
    reasons=(),
    submitted=(Text("Transcript of Work", "потврда о обављеној стручној пракси"),),
    appendices=(Text("Transcript of Work", "потврда о обављеној стручној пракси"),),
    traineeship=AT_SIEMENS,
)
TRAINEESHIP_NOTED = replace(
    TRAINEESHIP, traineeship=replace(AT_SIEMENS, counts_as=None, hours=None)
)
VARIANTS = {
    "course by course": DECREE,
    "semester for semester": WINDOW,
    "partial success": PARTIAL,
    "supplement only": SUPPLEMENT_ONLY,
    "traineeship": TRAINEESHIP,
    "traineeship noted": TRAINEESHIP_NOTED,
    "corrected": CORRECTED,
}
"""The Decree in each of its variants."""
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
)
CHOSEN_LIST = replace(
    RANKING_LIST,
    commission=(),
    chosen_by=Text("Rector", "Ректор"),
    choice_reason=Text("Fewer earlier mobilities go first.", "Предност има мањи број мобилности."),
    places=tuple(replace(place, points=None, reason=None) for place in RANKING_LIST.places),
    signatures=(RECTOR,),
    ties=(),
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
AGREEMENT = AgreementForm(
    head=head(
        "14-02/26-12", articles("article 8", "члана 8."), "BMU-8b", "BMU-8e", on=date(2026, 9, 10)
    ),
    form_title=Text("Learning Agreement", "Уговор о учењу"),
    below=Text("version 2", "верзија 2"),
    parts=(
        FormPart(
            title=Text("Student", "Студент"),
            intro=Text("Told in full.", "Наведено у целини."),
            entries=(
                Entry(Text("Name", "Име и презиме"), "Ana Petrović"),
                Entry(Text("Nationality", "Држављанство")),
                Entry(Text("Aims", "Циљеви"), "Learn\nand teach", lines=4, wide=True),
            ),
            note=Text("The rest is by hand.", "Остало се попуњава руком."),
        ),
        FormPart(
            title=Text("Courses", "Предмети"),
            table=FormTable(
                (
                    Column(Text("Code", "Шифра"), 3),
                    Column(Text("Title", "Назив"), 9),
                    Column(Text("Added", "Додат"), 2, ticks=True),
                    Column(Text("ECTS", "ЕСПБ"), 2, right=True),
                ),
                rows=(
                    ("INF-201", "Algorithmen", None, "6"),
                    (None, "Musik und Gesellschaft", "x", Text("14.5", "14,5")),
                ),
                total=(None, Text("Total", "Укупно"), None, Text("20.5", "20,5")),
            ),
            choices=(
                Choice(
                    Text("Part of the curriculum", "Део студијског програма"),
                    (Text("Yes", "Да"), Text("No", "Не")),
                ),
            ),
        ),
        FormPart(
            title=Text("Signatures", "Потписи"),
            points=(Text("to keep to it;", "поштовање договореног;"),),
            signers=(
                Signer(
                    Text("The student", "Студент"),
                    ("name", "email", "function", "signature", "date", "stamp"),
                    name="Ana Petrović",
                    on=Text("8 September 2026", "8. септембра 2026."),
                ),
                Signer(Text("The host", "Домаћин"), ("signature",)),
            ),
        ),
    ),
)
TRANSCRIPT = TranscriptOfRecords(
    head=head("14-06/27-1", articles("article 12", "члана 12."), "BMU-12b", on=date(2027, 2, 26)),
    student=Student(
        "Łukasz Nguyễn",
        card="M-2210",
        level="master",
        email="l@pl.example",
        birth_date=date(2003, 11, 2),
        birth_place="Łódź",
        sex="male",
        matriculated_on=date(2025, 10, 1),
        field="0613",
    ),
    home=Institution("Politechnika Łódzka", Text("Poland", "Пољска")),
    home_coordinator=Contact("Dr Zofia Wójcik", email="erasmus@pl.example"),
    academic_year="2026/2027",
    first_day=date(2026, 10, 1),
    last_day=date(2027, 2, 12),
    results=(
        Result("Machine Learning", Decimal(8), "10", "CS410", "A"),
        Result("Serbian for Beginners", Decimal(4), "8", "SR101", "C", "2S"),
    ),
    scale=tuple(replace(share, meaning=Text("a pass", "положено")) for share in SCALE),
    signatures=(COORDINATOR, RECTOR),
    programme_semesters=8,
    coordinator=Contact(
        "Prof. dr Jelena Đorđević", "+381 11 000 00 00", "+381 11 000 00 01", "ects@bmu.example"
    ),
    not_passed=NotPassed("5", "F", Text("insufficient", "недовољан")),
    remarks=Text("Teaching was in English.", "Настава је била на енглеском језику."),
)
OWN_TRANSCRIPT = replace(
    TRANSCRIPT,
    head=head(
        "BMU-2026/7", articles("article 12", "члана 12."), "BMU-12a", on=date(2026, 2, 5)
    ),
    student=replace(ANA, email="ana@students.example"),
    home=None,
    first_day=None,
    last_day=None,
    results=(
        Result(
            Text("Introduction to Programming", "Увод у програмирање"), Decimal(8), "10", "CS101",
            "A",
        ),
        Result(Text("Mathematics", "Математика"), Decimal(10), "7", "MA101", "D", "2S"),
    ),
    remarks=None,
)  # fmt: skip
WORK = TranscriptOfWork(
    head=head("14-06/27-9", articles("article 13", "члана 13."), "BMU-13", on=date(2027, 6, 28)),
    student=Student("Lea Huber", level="undergraduate"),
    first_day=date(2027, 2, 15),
    last_day=date(2027, 6, 18),
    company="Metropolitan Software Lab d.o.o.",
    signatures=(Signatory("Вођа тима", "Marko Ristić"), COORDINATOR),
    student_address="Heinrichstraße 36, 8010 Graz, Österreich",
    home=Institution("University of Graz", Text("Austria", "Аустрија")),
    company_type="Software company",
    address=Text("Bulevar 1, Belgrade", "Булевар 1, Београд"),
    country=Text("Serbia", "Србија"),
    tasks="Backend of two web services\nTests and documentation",
    skills="Python, PostgreSQL, code review",
    hours_per_day=Decimal("7.5"),
    days_per_week=5,
    hours=Decimal(660),
)
EXAMPLES = {
    "decree": DECREE,
    "ranking_list": RANKING_LIST,
    "nomination_letter": NOMINATION,
    "refusal_letter": REFUSAL,
    "appeal_decision": APPEAL_DECISION,
    "approval_decision": APPROVAL,
    "agreement_form": AGREEMENT,
    "transcript_of_records": TRANSCRIPT,
    "transcript_of_work": WORK,
}


def long_decree() -> Decree:
    """Fourteen courses with long titles and grades of an Italian scale; nothing owed."""
    italian = ("30L", "30", *map(str, range(29, 17, -1)))
    shares = [
        "5.6",
        "15.7",
        "0.5",
        "12.3",
        "11.8",
        "9.0",
        "8.2",
        "11.3",
        "2.7",
        "6.0",
        "2.3",
        "5.7",
        "1.9",
        "7.0",
    ]
    title = "Fondamenti di ingegneria del software e metodi formali per sistemi distribuiti"
    courses = [
        PassedCourse(f"{title} {n}", Decimal("7.5"), grade, Decimal(72))
        for n, grade in enumerate(italian, start=1)
    ]
    return replace(
        DECREE,
        student=replace(ANA, name="Ana-Marija Љубица Đurđević-Милосављевић von und zu Hohenstein"),
        host=Institution(
            "Alma Mater Studiorum – Università degli Studi di Bologna, Campus di Cesena",
            Text("Italy", "Италија"),
        ),
        replaced=tuple(
            ReplacedCourse(
                course,
                f"Основи софтверског инжењерства и дистрибуираних система {n}",
                Decimal(8),
                "9",
                Decimal(60),
            )
            for n, course in enumerate(courses, start=1)
        ),
        supplement=(),
        conversion=replace(
            CONVERSION,
            table="annex_10",
            host_table=tuple(
                Share(grade, Decimal(share)) for grade, share in zip(italian, shares, strict=True)
            ),
            receipts=tuple(
                replace(CONVERSION.receipts[0], course=course.title, host_grade=course.grade)
                for course in courses
            ),
            ties=(),
        ),
        remaining=(),
        remarks=(),
        corrects=Corrected("14-03/27-1", date(2027, 3, 12), "14-04/27-2"),
    )


LONG = long_decree()
