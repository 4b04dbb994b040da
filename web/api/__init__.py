"""The API of the office, for programs: the same acts and permissions as the pages."""
