"""The office on the command line: parse, call, show.

Each command's module is imported when the command is asked for (`cli.commands`).
"""

from workflows.running.process_start import start_fast

start_fast()
