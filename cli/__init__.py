"""The office on the command line: parse, call, show. What a command needs it imports when it runs."""
