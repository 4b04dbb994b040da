"""Rehearsal: a scenario played on a fresh database with a virtual clock."""
