"""Words by which people name their files, for each kind of document: a guess, never a judgement.

English and Serbian; each is compared without regard to case, script and marks over letters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "application_form": (
        "application form", "application", "пријавни формулар", "пријавни образац", "пријава",
    ),
    "host_application_form": ("host application form", "host application", "формулар домаћина"),
    "passport_copy": ("passport", "пасош", "путна исправа"),
    "study_plan": ("study plan", "план студијског боравка", "план студија", "план боравка"),
    "passed_exams": (
        "passed exams", "list of exams", "exams", "положени испити", "списак испита",
        "уверење о положеним испитима", "испити",
    ),
    "attendance_certificate": (
        "attendance", "certificate of attendance", "confirmation of stay", "certificate of stay",
        "потврда о похађању", "потврда о боравку",
    ),
    "language_certificate": (
        "language certificate", "ielts", "toefl", "cambridge", "goethe", "уверење о знању језика",
        "знање језика", "сертификат",
    ),
    "language_statement": (
        "language statement", "statement of the english teacher", "изјава наставника енглеског",
        "потврда наставника",
    ),
    "motivation_letter": (
        "motivation letter", "motivation", "cover letter", "мотивационо писмо", "мотивационо",
    ),
    "cv": ("cv", "curriculum vitae", "resume", "europass", "биографија", "радна биографија"),
    "work_plan": ("work plan", "план рада", "mobility plan"),
    "invitation_letter": ("invitation letter", "invitation", "позивно писмо", "позив"),
    "acceptance_letter": (
        "acceptance letter", "letter of acceptance", "acceptance", "потврда о прихватању",
        "прихватно писмо", "прихватање",
    ),
    "learning_agreement": ("learning agreement", "ola", "уговор о учењу", "споразум о учењу"),
    "training_agreement": ("training agreement", "traineeship agreement", "уговор о пракси",
                           "уговор о стручној пракси"),
    "mobility_agreement": ("mobility agreement", "staff mobility agreement", "уговор о мобилности"),
    "research_plan": ("research plan", "план истраживања", "уговор о учењу и истраживању"),
    "transcript_of_records": (
        "transcript of records", "transcript", "tor", "academic record", "препис оцена",
        "препис", "списак оцена",
    ),
    "certified_translation": (
        "certified translation", "translation", "овлашћени превод", "превод судског тумача",
        "превод",
    ),
    "transcript_of_work": (
        "transcript of work", "traineeship certificate", "internship certificate",
        "потврда о пракси", "потврда о стручној пракси", "потврда о обављеној пракси",
    ),
    "grading_system": (
        "grading system", "grading scale", "grading table", "grade distribution",
        "систем оцењивања", "табела оцена", "скала оцена",
    ),
    "transcript_request": ("transcript request", "захтев за препис"),
    "petition": (
        "petition", "request for recognition", "recognition request", "молба",
        "захтев за признавање", "молба за признавање",
    ),
    "report": ("report", "извештај", "извештај о мобилности"),
    "project_application": ("project application", "application form", "пријава пројекта"),
    "partner_agreement": (
        "inter-institutional agreement", "partner agreement", "cooperation agreement",
        "међуинституционални споразум", "споразум о сарадњи",
    ),
    "project_agreement": (
        "project agreement", "project grant agreement", "уговор о пројекту",
        "уговор о финансирању пројекта",
    ),
    "grant_agreement": (
        "grant agreement", "уговор о додели средстава", "уговор о финансијској подршци",
    ),
    "grant_report": (
        "report on the grant", "grant report", "извештај о утрошку средстава", "извештај о утрошку",
    ),
    "travel_receipts": (
        "travel receipts", "receipts of the journey", "boarding pass", "рачуни са путовања",
        "путни рачуни",
    ),
    "disability_form": ("disability form", "extra support", "додатна подршка"),
    "disability_certificate": (
        "disability certificate", "certificate of disability", "уверење о инвалидитету",
        "инвалидитет",
    ),
    "proposed_learning_agreement": ("proposed learning agreement", "предлог уговора о учењу"),
    "late_agreement_consent": (
        "late agreement consent", "host consent", "consent", "сагласност домаћина", "сагласност",
    ),
}  # fmt: skip
"""By the kind of document; of the words that a name holds the longest tells its kind."""
