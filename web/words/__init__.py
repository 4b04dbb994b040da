"""The words of the pages, each in English and in Serbian; Latin is made from the Cyrillic."""
