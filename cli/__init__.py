"""The office on the command line: parse, call, show.

A command imports what it needs when it runs, so that each starts at once.
"""

from workflows.running.process_start import start_fast

start_fast()
