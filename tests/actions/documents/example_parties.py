"""Who appears on the example documents, and the articles that they rest on."""

from __future__ import annotations

from datetime import UTC, date, datetime

from actions.documents.content import Days, Institution, Letterhead, Remedy, Signatory, Student
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
