"""The whole schema: the tables of each subject, and those that facts' declarations ask for."""

from __future__ import annotations

from persistence.fact_tables import FACT_TABLES
from persistence.tables import metadata

__all__ = ["FACT_TABLES", "metadata"]
