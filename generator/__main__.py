"""`python -m generator` is the command `enquiry`."""

from __future__ import annotations

from generator.commands.garbage import permanent


def run() -> None:
    """Run the command."""
    with permanent():
        from generator.commands.main import run_command
    run_command()


if __name__ == "__main__":
    run()
