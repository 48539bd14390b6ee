"""`python -m generator` is the command `enquiry`."""

from generator.cli import run_command

run_command()
