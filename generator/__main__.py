"""`python -m generator` is the command `enquiry`."""

from generator.cli import main

main(prog_name="enquiry")
