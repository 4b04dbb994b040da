"""PostgreSQL as an office uses it: see `persistence.one_dialect`."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg


class PostgresqlDialect(PGDialect_psycopg):
    """Equal to every other for a server of the same version, which it may write for."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.server_version_info == self.server_version_info

    def __hash__(self) -> int:
        return hash(type(self))
