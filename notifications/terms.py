"""What letters may promise by the rules of a case's process."""

from __future__ import annotations

from states.frozen import frozen


@frozen
class Terms:
    """What letters promise by the rules of a case's process, and what they must not.

    `complaint` where the source calls so what is brought against a list, and says no more of what
    is decided on it (BEE-C5); `list_decider` the role that decides on it, or on the appeal;
    `recognised` whether courses are recognised in this mobility at all (BEE-R2); `changes` whether
    its agreement can be changed, `change_days` the days after the arrival in which it can, where
    they are limited (BEE-L2); `certifier` the role that certifies the Decree (BEE-R2);
    `keeps_status` where the source speaks of the student's status during the stay (BMU-17),
    `supports` where it has a call name extra support (BMU-15a); `delivers` the kinds of document
    that the candidate's next step asks for, and `untranslated` the languages in which a transcript
    among them needs no translation (BEE-R1).
    """

    complaint: bool = False
    list_decider: str = ""
    recognised: bool = True
    changes: bool = True
    change_days: int | None = None
    certifier: str = ""
    keeps_status: bool = True
    supports: bool = True
    delivers: tuple[str, ...] = ()
    untranslated: tuple[str, ...] = ()
