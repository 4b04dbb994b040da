"""The words of the pages, each in English and in Serbian; Latin is made from the Cyrillic.

A file for each page has its headings, buttons and sentences; `fields`, `values` and `counts` have
what forms and tables name, offer and count.
"""
