"""Passwords: hashed by Argon2, compared, and judged before they are taken."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import cache
from typing import Final

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError

from office.wiring import Office
from persistence.staff import Member
from rules.passwords import LONGEST, normal_form, password_problem
from states.text import Text
from states.validation_error import ValidationError

_FOUR_BYTES: Final = 4


@cache
def hasher() -> PasswordHash:
    """Argon2, with the parameters that are recommended now."""
    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    """Compared with where a login does not exist, so that it takes as long as where it does."""
    return hasher().hash(secrets.token_hex(16))


def fits(password: str, password_hash: str | None) -> bool:
    """Whether a password is the one of a hash; it takes as long where there is no hash.

    What nobody can have chosen is not hashed at all.
    """
    if len(password) > LONGEST * _FOUR_BYTES:
        return False
    compared_hash = password_hash or _nobodys_hash()
    spellings = {normal_form(password), password}
    try:
        is_right = any(_verify(spelling, compared_hash) for spelling in spellings)
    except UnknownHashError:
        return False
    return is_right and password_hash is not None


def _verify(password: str, password_hash: str) -> bool:
    return hasher().verify(password.encode(errors="surrogatepass"), password_hash)


def hash_of_new(office: Office, member: Member, password: str, field: str = "password") -> str:
    """The hash of a new password; ValidationError at `field` where it is not good enough."""
    problem = problem_of_new(office, (member.name, member.login, member.email), password)
    if problem is not None:
        raise ValidationError(problem, (field,))
    return hash_of(password)


def hash_of(password: str) -> str:
    """The hash of a password that was judged."""
    return hasher().hash(normal_form(password))


def problem_of_new(office: Office, own_words: Sequence[str], password: str) -> Text | None:
    """Why a new password is not good enough; None where it is. `own_words` are the person's."""
    settings = office.settings.institution
    names = (name for key in office.regulations for name in _names_of(office, key))
    return password_problem(password, (*own_words, settings.key, settings.office.en, *names))


def _names_of(office: Office, institution: str) -> tuple[str, str]:
    name = office.regulations[institution].name
    return name.en, name.sr
