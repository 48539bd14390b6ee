"""`python -m generator` is the command `enquiry`."""

from __future__ import annotations

import gc


def run() -> None:
    """Run the command. What is imported stays, so looking for garbage among it only costs time."""
    gc.disable()
    from generator.commands.cli import run_command

    gc.freeze()
    gc.enable()
    run_command()


if __name__ == "__main__":
    run()
