"""The labels of what people fill in and of what the dossier holds, by the words of the forms."""

from __future__ import annotations

from typing import Final

from states.text import Text
from states.vocabulary import criterion_title

FIELDS: Final[dict[str, Text]] = {
    "act": Text("Contested act", "Оспорени акт"),
    "appeal_until": Text("Last day to contest the list", "Последњи дан за оспоравање листе"),
    "list_published_on": Text("List published on", "Датум објављивања листе"),
    "not_checked": Text("Not checked", "Није проверено"),
    "since": Text("Stands there since", "У том стању од"),
    "source": Text("Source", "Извор"),
    "state": Text("Milestone", "Стање"),
    "accepted": Text("Accepted", "Прихвата"),
    "advance": Text("Advance, paid before the journey", "Аконтација пре путовања"),
    "address": Text("Address", "Адреса"),
    "apply_by": Text("Funder's last day to apply", "Последњи дан за пријаву даваоцу средстава"),
    "budget": Text("Budget, €", "Буџет, €"),
    "coordinates": Text("Coordinates the project", "Координира пројекат"),
    "due_on": Text("Due on", "Рок"),
    "final_report_due": Text("Final report due on", "Рок за завршни извештај"),
    "funder": Text("Funder", "Давалац средстава"),
    "interim_report_due": Text("Interim report due on", "Рок за периодични извештај"),
    "partner": Text("Partner institution", "Партнерска установа"),
    "project": Text("Project (number of its case)", "Пројекат (број предмета)"),
    "which": Text("Report", "Извештај"),
    "agreement": Text("Agreement (number of its case)", "Споразум (број предмета)"),
    "direction": Text("Direction", "Смер"),
    "ends_on": Text("Holds until", "Важи до"),
    "languages": Text("Languages and levels", "Језици и нивои"),
    "mobility": Text("For whom and what", "За кога и ради чега"),
    "yearly_places": Text("Places a year", "Места годишње"),
    "activity": Text("Activity", "Активност"),
    "against": Text("Against", "Против"),
    "appeal_days": Text("Days to contest the list", "Дана за оспоравање листе"),
    "after": Text("Stands now", "Сада гласи"),
    "arrived_on": Text("Arrived on", "Датум доласка"),
    "candidate": Text("Candidate", "Кандидат"),
    "asked_on": Text("Asked for on", "Датум захтева"),
    "before": Text("Stood before", "Раније је гласило"),
    "call": Text("Call", "Конкурс"),
    "buddy": Text("Buddy", "Студент домаћин"),
    "came": Text("Came", "Присуство"),
    "certification_refused_on": Text("Certification refused on", "Датум ускраћивања овере"),
    "certified": Text("Certified", "Оверено"),
    "closes": Text("Last day to apply", "Последњи дан за пријаву"),
    "code": Text("Code", "Шифра"),
    "commission": Text("Commission", "Комисија"),
    "commission_name": Text("Name in the commission", "Име у комисији"),
    "company": Text("Organisation", "Организација"),
    "company_type": Text("Type of organisation", "Врста организације"),
    "country": Text("Country", "Држава"),
    "criterion": Text("Criterion", "Критеријум"),
    "courses": Text("Courses at the host", "Предмети код домаћина"),
    "decided_on": Text("Decided on", "Датум одлуке"),
    "decided_under": Text("In force as it was decided", "Важило када је одлучено"),
    "decisions": Text("Decisions on the courses", "Одлуке о предметима"),
    "delivered_on": Text("Delivered on", "Датум достављања"),
    "document": Text("Document", "Документ"),
    "document_on": Text(
        "Document that shows it: received on", "Документ из ког се то види: датум пријема"
    ),
    "destination": Text("Destination", "Одредиште"),
    "day": Text("Day that is wrong", "Погрешан датум"),
    "days_per_week": Text("Days a week", "Дана недељно"),
    "duration": Text("Duration", "Трајање"),
    "earlier_mobilities": Text("Earlier mobilities", "Ранијих мобилности"),
    "ects": Text("ECTS", "ЕСПБ"),
    "ects_earned": Text("ECTS earned", "Остварено ЕСПБ"),
    "elective": Text("Free elective, as it is", "Слободни изборни, у изворном облику"),
    "without_grade": Text(
        "Passed, and the host gives no grade", "Положен, а домаћин не даје оцену"
    ),
    "email": Text("E-mail", "Имејл адреса"),
    "fact": Text("What was recorded wrongly", "Шта је погрешно уписано"),
    "faculty": Text("Faculty", "Факултет"),
    "erasmus_code": Text("Erasmus code", "Еразмус код"),
    "birth_date": Text("Date of birth", "Датум рођења"),
    "birth_place": Text("Place of birth", "Место рођења"),
    "sex": Text("Sex", "Пол"),
    "salutation": Text("Form of address", "Обраћање"),
    "academic_title": Text("Title before the name", "Звање испред имена"),
    "name_in_other_script": Text("Name in the other script", "Име другим писмом"),
    "matriculated_on": Text("Enrolled on", "Датум уписа"),
    "field_of_study": Text("Field of education (ISCED-F)", "Област образовања (ISCED-F)"),
    "contact": Text("Contact person", "Лице за контакт"),
    "employed": Text("Employed here", "Запослен на Универзитету"),
    "en": Text("English", "Енглески"),
    "english": Text("Title in English", "Назив на енглеском"),
    "evaluation": Text("Monitoring and evaluation", "Надзор и евалуација"),
    "extra_support": Text(
        "Extra support (disability, social position)",
        "Додатна подршка (инвалидитет, социјални положај)",
    ),
    "field": Text("Field (ISCED-F)", "Област (ISCED-F)"),
    "file": Text("File", "Датотека"),
    "first_day": Text("First day", "Први дан"),
    "former": Text("Left the commission", "Напустио комисију"),
    "from": Text("First day", "Први дан"),
    "function": Text("Function", "Функција"),
    "grade": Text("Grade", "Оцена"),
    "grade_average": Text("Grade average", "Просечна оцена"),
    "grading_table": Text("Host's grading table", "Табела оцена домаћина"),
    "granted": Text("Granted", "Одобрено"),
    "grounds": Text("Grounds", "Наводи"),
    "holds_grading_system": Text("Shows the grading system", "Садржи систем оцењивања"),
    "home": Text("Home course", "Предмет матичне установе"),
    "home_email": Text(
        "E-mail of the home institution, which hears of changes",
        "Имејл адреса матичне установе, која се обавештава о изменама",
    ),
    "held": Text("How it was held", "Начин одржавања"),
    "home_institution": Text("Home institution", "Матична установа"),
    "host": Text("Host institution", "Установа домаћин"),
    "hosts": Text("Host institutions, first choice first", "Установе домаћини по реду избора"),
    "hours": Text("Class hours", "Часови"),
    "hours_per_day": Text("Hours a day", "Часова дневно"),
    "how": Text("How", "Начин"),
    "issued_as": Text("Issued as", "У својству"),
    "issued_by": Text("Issued by", "Донео"),
    "issued_for": Text("In the place of", "У замени за"),
    "issued_on": Text("Issued on", "Датум доношења"),
    "kind": Text("Kind of document", "Врста документа"),
    "language": Text("Language", "Језик"),
    "language_level": Text("Level of the language", "Ниво знања језика"),
    "last_day": Text("Last day", "Последњи дан"),
    "level": Text("Level of study", "Ниво студија"),
    "list_version": Text("Version of the list", "Верзија листе"),
    "listed_host": Text("Host on the list", "Домаћин на листи"),
    "member": Text("Member", "Члан"),
    "mentor": Text("Mentor", "Ментор"),
    "method": Text("Way of recognition", "Начин признавања"),
    "minimum_points": Text("Points needed at least", "Потребно најмање бодова"),
    "most": Text("Points at most", "Највише бодова"),
    "months_abroad": Text(
        "Months abroad on this level, but for those in cases of this office",
        "Месеци у иностранству на овом нивоу, осим оних у предметима ове канцеларије",
    ),
    "name": Text("Name", "Име и презиме"),
    "numbers_courses": Text("Gives courses codes", "Предмети имају шифре"),
    "need": Text("Help with", "Помоћ око"),
    "note": Text("Note", "Напомена"),
    "number": Text("Number", "Број"),
    "of_case": Text("On account of case", "Због предмета"),
    "on": Text("Date", "Датум"),
    "ordered_by": Text("Signed by", "Потписник налога"),
    "order": Text("Order on the list", "Редослед на листи"),
    "outcome": Text("Outcome", "Исход"),
    "outcomes": Text("Learning outcomes", "Исходи учења"),
    "partners": Text("Host institutions", "Установе домаћини"),
    "party": Text("Who signed", "Потписник"),
    "passed": Text("Passed", "Положен"),
    "passing": Text("Passing grade", "Прелазна оцена"),
    "percent": Text("Share, %", "Удео, %"),
    "places": Text("Places", "Места"),
    "points": Text("Points", "Бодови"),
    "programme": Text("Programme", "Програм"),
    "programme_semesters": Text(
        "Length of the programme, semesters", "Трајање програма, семестара"
    ),
    "provider": Text("Internship provider", "Лице одговорно за праксу"),
    "published": Text("Published on", "Објављује се"),
    "points_for": Text("Criteria", "Критеријуми"),
    "purpose": Text("Purpose", "Сврха"),
    "rank": Text("Place on the list", "Место на листи"),
    "reason": Text("Reason", "Разлог"),
    "received_on": Text("Received on", "Датум пријема"),
    "remarks": Text("Additional information", "Додатне информације"),
    "remedy": Text("Legal remedy", "Правно средство"),
    "requested_on": Text("Requested in writing on", "Датум писаног захтева"),
    "required": Text("Documents asked for", "Тражени документи"),
    "replaces": Text("Replaces at home", "Замењује на матичној установи"),
    "returned_on": Text("Returned on", "Датум повратка"),
    "from_party": Text("Whose comment", "Ко даје примедбу"),
    "satisfaction": Text("Satisfaction, 1 to 5", "Задовољство, од 1 до 5"),
    "semester": Text(
        "Courses of the semester at home", "Предмети тог семестра на матичној установи"
    ),
    "invited_on": Text("Invited on", "Датум позива"),
    "insurance_agreed_otherwise": Text(
        "The agreement between the institutions says otherwise (no own insurance needed)",
        "Споразум установа осигурање уређује другачије (сопствено није потребно)",
    ),
    "further_documents": Text(
        "Further documents after the return, by the agreement between the institutions",
        "Друга документа која се предају по повратку, према споразуму установа",
    ),
    "semesters": Text("Semesters", "Број семестара"),
    "signed_by": Text("Signed by", "Потписали"),
    "signatures": Text("Signatures", "Потписи"),
    "skills": Text("Competences and skills", "Компетенције и вештине"),
    "staff": Text("Staff", "Особље"),
    "success": Text("What came of it", "Успешност"),
    "successor": Text("New member", "Нови члан"),
    "status": Text("Status", "Статус"),
    "student_card": Text("Index number", "Број индекса"),
    "student_address": Text("Address of the student", "Адреса студента"),
    "study_programme": Text("Study programme", "Студијски програм"),
    "support": Text("Kind of support", "Врста подршке"),
    "supplement": Text("Diploma Supplement only", "Само у додатку дипломи"),
    "tasks": Text("Tasks", "Радни задаци"),
    "teaching_hours": Text("Teaching hours", "Часови наставе"),
    "title": Text("Title", "Назив"),
    "travel_costs": Text("Travel costs by receipts", "Путни трошкови према рачунима"),
    "to": Text("Last day", "Последњи дан"),
    "upheld": Text("Upheld", "Усвојена"),
    "weight": Text("Weight, %", "Удео, %"),
    "version": Text("Version", "Верзија"),
    "what": Text("Content", "Садржај"),
    "writes_in": Text("Writes in", "Језик преписке"),
    "year": Text("Year of study", "Година студија"),
    "amount": Text("Amount", "Износ"),
    "reference": Text("Number of the bank's order", "Број налога"),
    "distance_km": Text("Distance one way, km", "Растојање у једном правцу, км"),
    "green_travel": Text("Green travel", "Путовање одрживим превозом"),
    "fewer_opportunities": Text("Fewer opportunities", "Мање могућности"),
    "interrupted_days": Text(
        "Days of an interruption, not granted for", "Дани прекида, без подршке"
    ),
    "prolonged_to": Text(
        "Prolonged to, as agreed with the host", "Продужено до, према договору са домаћином"
    ),
    "entry": Text("Number of the entry", "Број ставке"),
    "comes_to": Text("Comes to", "Износи"),
}
"""Labels by field name."""

FACT_HINTS: Final[dict[str, Text]] = {
    "document": Text(
        "With its file where you have one: PDF, PNG, JPEG, DOCX or ODT.",
        "Са датотеком, ако је имате: PDF, PNG, JPEG, DOCX или ODT.",
    ),
    "signature": Text(
        "Counts for the newest version of the agreement.",
        "Важи за најновију верзију уговора.",
    ),
    "study_plan": Text(
        "What the student proposes before applying. A plan written anew is signed anew.",
        "Предлог студента пре пријаве. Ако се сачини нови план, поново се потписује.",
    ),
    "agreement": Text(
        "A new version asks for all signatures anew.",
        "За нову верзију сви потписи прикупљају се поново.",
    ),
    "stay": Text(
        "A day left out stays as it was recorded.",
        "Датум који се не упише остаје какав је био.",
    ),
    "transcript": Text(
        "Grading table: passing grades, the best first, with the share of each.",
        "Табела оцена: прелазне оцене од најбоље, са уделом сваке.",
    ),
    "traineeship": Text(
        "What the place of work certifies; the trainee's own days are recorded with the stay.",
        "Шта потврђује место обављања праксе; дани боравка уписују се посебно.",
    ),
    "recognition": Text(
        "For each passed course: the home course it counts as, the supplement, or a free elective.",
        "За сваки положени предмет: предмет који замењује, додатак дипломи или слободни изборни.",
    ),
    "home_courses": Text(
        "What the student would have had to pass at home in this time.",
        "Шта би студент у том периоду полагао на матичној установи.",
    ),
    "pause": Text(
        "These days are not counted in the deadline of the awaited step.",
        "Ови дани се не рачунају у рок за корак који се чека.",
    ),
    "candidate": Text(
        "Only what is changed here is corrected. What was decided before stays as it was decided.",
        "Исправља се само оно што се овде измени. Раније одлуке остају какве су донете.",
    ),
    "application_correction": Text(
        "Only what was written down wrongly, as the document says that came in by the closing day. "
        "A list that is published stays as it is until a corrected one takes its place.",
        "Само оно што је погрешно уписано, према документу примљеном до краја конкурса. Објављена "
        "ранг листа остаје каква јесте док се не објави исправљена.",
    ),
    "withdrawn_record": Text(
        "Choose what was recorded, and of a document, a signature, a delivery, a stay, a pause, a "
        "decision on a language or extra support which one. What was recorded before it stands "
        "again; the history keeps everything.",
        "Изаберите шта је уписано, а код документа, потписа, уручења, боравка, застоја, одлуке о "
        "језику и додатне подршке и који упис. Ранији упис поново важи; историја чува све.",
    ),
    "student_status": Text(
        "First the written request, later what was decided: what is left out stays as recorded.",
        "Прво писани захтев, касније одлука: што се не упише остаје како је уписано.",
    ),
    "extra_support": Text(
        "First what was asked for, later what was decided: what is left out stays as recorded.",
        "Прво захтев, касније одлука: што се не упише остаје како је уписано.",
    ),
    "delivery": Text(
        "The day on which it reached the person; deadlines count from it. Of several Decrees it is "
        "the one that stood on that day.",
        "Дан када је уручен; од њега теку рокови. Ако је решења више, реч је о оном које је тог "
        "дана било на снази.",
    ),
    "grant": Text(
        "The amount is counted from the stay and the office's rates. Recorded again, it is counted "
        "anew: the difference is an entry of its own.",
        "Износ се обрачунава према боравку и утврђеним износима. Ако се упише поново, обрачун се "
        "понавља: разлика је посебна ставка.",
    ),
    "instalment": Text(
        "What was paid, on the day on which it was paid; no more than is due.",
        "Исплаћени износ, са даном исплате; не више него што доспева.",
    ),
    "refund": Text(
        "What came back of what was paid beyond the grant.",
        "Износ који је враћен од онога што је исплаћено преко додељене подршке.",
    ),
    "payment_correction": Text(
        "A payment that was recorded wrongly is set off by an entry of its own; then record the "
        "right one.",
        "Погрешно уписана исплата сторнира се посебном ставком; потом се уписује исправна.",
    ),
    "travel_order": Text(
        "The days of the whole journey. The advance is paid of the grant, and is no more than it.",
        "Дани целог путовања. Аконтација се исплаћује из додељене подршке и није већа од ње.",
    ),
    "settlement": Text(
        "What the travel cost by its receipts, in the currency of the grant; the days of the stay "
        "are counted by the office's rates. What is left is owed then, or comes back.",
        "Путни трошкови према рачунима, у валути подршке; дани боравка обрачунавају се према "
        "утврђеним износима. Потом доспева разлика, или се враћа.",
    ),
    "project": Text(
        "Its field, period and budget as they are applied for; the title is its own.",
        "Област, период и буџет како се пријављују; назив је део самог предмета.",
    ),
    "leading_professor": Text(
        "Of the project's field: one of the two codes begins with the other. Another one recorded "
        "later takes the place.",
        "Из области пројекта: једна ознака је почетак друге. Касније уписани професор долази на "
        "место ранијег.",
    ),
    "project_administrator": Text(
        "Somebody who holds this role in the Office today.",
        "Запослени који данас има ту улогу у Центру.",
    ),
    "project_grant": Text(
        "As the grant agreement has it: the limits for reports count from here.",
        "Како стоји у уговору о додели средстава: одавде теку рокови за извештаје.",
    ),
    "deliverable": Text(
        "First with its day, later with the day on which it was there: one of each title.",
        "Најпре са роком, касније са даном испоруке: по један за сваки назив.",
    ),
    "partner_terms": Text(
        "The first and the last day as they stand in the agreement. What is changed after both "
        "have signed is signed as an agreement of its own.",
        "Први и последњи дан како стоје у споразуму. Оно што се мења после потписа обе стране "
        "потписује се као нови споразум.",
    ),
    "agreed_places": Text(
        "One record for each direction, kind, field and level; a later one takes its place.",
        "По један упис за сваки смер, врсту, област и ниво; каснији долази на место ранијег.",
    ),
    "agreement_end": Text(
        "Only where the agreement ends before its last day.",
        "Само ако споразум престаје пре свог последњег дана.",
    ),
    "next_agreement": Text(
        "With the same partner, and signed by both.",
        "Са истим партнером, који су потписале обе стране.",
    ),
    "of_project": Text(
        "The number of the project's case, where the mobility belongs to one.",
        "Број предмета пројекта, ако мобилност припада неком пројекту.",
    ),
    "certification": Text(
        "The day on which the written decision was certified; only then is it recorded.",
        "Дан када је решење оверено; тек тада се признавање евидентира.",
    ),
}


WITHIN: Final[dict[tuple[str, str], Text]] = {
    ("decisions", "host"): Text("Course at the host", "Предмет код домаћина"),
    ("partners", "name"): Text("Institution", "Установа"),
    ("courses", "semester"): Text("Semester", "Семестар"),
    ("language", "en"): Text("English, proved level", "Енглески, доказани ниво"),
}
"""Labels of fields that mean something else inside a list, by the list and the field."""


def label_of(name: str, within: str = "") -> Text:
    """The label of a field, perhaps `within` a list; an unknown one is shown as it is written."""
    if within == "criteria":
        title = criterion_title(name)
        return Text(*(words[:1].upper() + words[1:] for words in (title.en, title.sr)))
    plain = name.replace("_", " ")
    return WITHIN.get((within, name)) or FIELDS.get(name) or Text(plain, plain)
