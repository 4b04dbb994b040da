"""From spreadsheets: rows are read, judged and shown, and those that are ticked are entered."""
