"""What the form of a fact says above its fields: what is recorded there, and when."""

from __future__ import annotations

from typing import Final

from states.text import Text

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
