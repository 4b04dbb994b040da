"""What the log of changes calls an act, and the things that it changed."""

from __future__ import annotations

from typing import Final

from states.text import Text
from web.messages.setup import FIELDS

ACTS: Final[dict[str, Text]] = {
    "account_opened": Text("account opened", "отворен налог"),
    "appointed": Text("appointed to a role", "именовање"),
    "role_ended": Text("end of a role entered", "уписан престанак улоге"),
    "role_end_undone": Text("end of a role taken back", "поништен престанак улоге"),
    "deputy_added": Text("deputy entered", "уписана замена"),
    "deputy_ended": Text("deputising ended", "окончана замена"),
    "invited": Text("invited by mail", "послат позив"),
    "reset_sent": Text("link for a new password sent", "послата веза за нову лозинку"),
    "details_changed": Text("details corrected", "исправљени подаци"),
    "addressed": Text("form of address recorded", "уписано обраћање"),
    "deactivated": Text("account put out of use", "налог искључен"),
    "reactivated": Text("account in use again", "налог поново укључен"),
    "unlocked": Text("login unlocked", "откључана пријава"),
    "session_ended": Text("session ended", "окончана сесија"),
    "password_chosen": Text("password chosen", "изабрана лозинка"),
    "absence_recorded": Text("absence entered", "уписано одсуство"),
    "absence_ended": Text("absence shortened", "скраћено одсуство"),
    "absence_cancelled": Text("absence cancelled", "поништено одсуство"),
    "partner_added": Text("partner entered", "уписан партнер"),
    "partner_changed": Text("partner corrected", "исправљени подаци партнера"),
    "partner_renamed": Text("partner renamed", "промењен назив партнера"),
    "partners_merged": Text("two names are one partner", "два назива су један партнер"),
    "partners_parted": Text("two partners after all", "ипак два партнера"),
    "contact_added": Text("contact entered", "уписан контакт"),
    "contact_removed": Text("contact removed", "уклоњен контакт"),
    "course_added": Text("course entered", "уписан предмет"),
    "course_changed": Text("course corrected", "исправљен предмет"),
    "course_withdrawn": Text("taught no more", "више се не предаје"),
    "course_restored": Text("taught again", "поново се предаје"),
    "table_added": Text("grading table entered", "уписана табела оцена"),
    "table_corrected": Text("grading table corrected", "исправљена табела оцена"),
    "table_withdrawn": Text("grading table withdrawn", "повучена табела оцена"),
    "closure_added": Text("closure entered", "уписано затварање"),
    "closure_withdrawn": Text("closure withdrawn", "повучено затварање"),
    "settings_changed": Text("settings changed", "измењена подешавања"),
    "office_moved": Text("office moved to another database", "канцеларија пресељена у другу базу"),
    "mail_tested": Text("test mail sent", "послата пробна порука"),
    "mail_redirected": Text("mail sent to another address", "порука послата на другу адресу"),
}
"""By the name that the log has."""

PARTS: Final[dict[str, Text]] = {
    "name": Text("name", "име"),
    "email": Text("mail address", "адреса е-поште"),
    "writes_in": Text("language of mails", "језик порука"),
    "salutation": Text("form of address", "обраћање"),
    "name_in_other_script": Text("name in the other script", "име другим писмом"),
    "academic_title": Text("title", "звање"),
    "role": Text("role", "улога"),
    "roles": Text("roles", "улоге"),
    "from": Text("first day", "први дан"),
    "to": Text("last day", "последњи дан"),
    "appointed_as": Text("appointed by", "именовао"),
    "appointed_by": Text("appointed by (name)", "именовао (име)"),
    "institution": Text("institution", "установа"),
    "until": Text("until", "до"),
    "who": Text("who stands in", "ко замењује"),
    "for": Text("in place of", "кога замењује"),
    "cover": Text("covered by", "ко замењује"),
    "note": Text("note", "напомена"),
    "country": Text("country", "држава"),
    "erasmus_code": Text("Erasmus code", "Еразмус код"),
    "contact": Text("person whom agreements name", "лице које се наводи у уговорима"),
    "language": Text("language", "језик"),
    "numbers_courses": Text("gives its courses codes", "означава предмете шифрама"),
    "duty": Text("what for", "задужење"),
    "subject": Text("subject", "наслов"),
    "address": Text("address", "адреса"),
    "programme": Text("study programme", "студијски програм"),
    "code": Text("code", "шифра"),
    "title": Text("title", "назив"),
    "english": Text("title in English", "назив на енглеском"),
    "ects": Text("ECTS", "ЕСПБ"),
    "hours": Text("class hours", "часови"),
    "semester": Text("semester", "семестар"),
    "field": Text("field (ISCED-F)", "област (ISCED-F)"),
    "grades": Text("grades", "оцене"),
    "source": Text("source", "извор"),
    "reason": Text("reason", "разлог"),
    "case": Text("case", "предмет"),
    "active": Text("in use", "у употреби"),
    "database": Text("database", "база података"),
    **{name: label for name, label in FIELDS.items() if name != "email"},
}
"""By the name that the log has; what is not here is not shown (`assignment`, `ended_by`)."""

LOG: Final[dict[str, Text]] = {
    "log_of_changes": Text("Log of changes", "Дневник измена"),
    "no_changes": Text("Nothing was changed here yet.", "Овде још ништа није мењано."),
    "by_the_program": Text("command line", "командна линија"),
    "was": Text("was", "било"),
    "nothing_there": Text("none", "нема"),
}
"""By the names that templates use: `word.<name>`."""
