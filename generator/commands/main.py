"""The command `enquiry`: a group that imports the module of a command when it is invoked."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Final

import click

from generator import __version__
from generator.commands.garbage import permanent
from generator.engine.errors import CommittedCache, LostWorker

COMMANDS: Final[Mapping[str, str]] = {
    "build": "build.build",
    "check": "check.check",
    "codes": "check.codes",
    "serve": "serve.serve",
    "explain": "build.explain",
    "editor": "editor.editor",
    "fonts": "fonts.fonts",
    "codeowners": "network.codeowners",
    "translate": "network.translate",
    "headers": "hosting.headers",
    "publish": "hosting.publish",
    "hooks": "hooks.hooks",
    "digest": "review.digest",
    "init": "init.init",
    "new": "write.new",
    "reply": "write.reply",
    "kinds": "kinds.kinds",
    "standards": "standards.standards",
    "sign-off": "review.sign_off",
    "portfolio": "portfolio.portfolio",
    "fetch": "fetching.fetch",
    "import": "importing.import_",
    "export": "exporting.export",
    "accept": "privacy.accept",
    "withdraw": "privacy.withdraw",
    "erase": "privacy.erase",
    "takedown": "privacy.takedown",
    "match": "review.match",
}
"""The commands in the order in which a network needs them, each with its module and its name there."""

WHOLE: Final = "Every file of the site is whole; once this is mended, the next build puts everything right."


class Commands(Mapping[str, click.Command]):
    """Commands by name, each imported when it is asked for."""

    def __getitem__(self, name: str) -> click.Command:
        module, _, attribute = COMMANDS[name].partition(".")
        with permanent():
            command: click.Command = getattr(import_module(f"generator.commands.{module}"), attribute)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Group(click.Group):
    """The commands, in the order of `COMMANDS` and not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks so
        """Return the names of the commands."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what the system refuses it is reported in a sentence."""
        try:
            return super().invoke(ctx)
        except CommittedCache as error:
            raise click.UsageError(str(error)) from None
        except LostWorker:
            refused = (
                "The system ended one of the processes that did the work, perhaps for want of memory; "
                "try --workers 1"
            )
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            refused = ": ".join(filter(None, (error.strerror or str(error), _file(error))))
        raise click.ClickException(f"{refused}.{f' {WHOLE}' if ctx.invoked_subcommand == 'build' else ''}")


def _file(error: OSError) -> str:
    """Return the name of the file that an error is about, on one line."""
    if not isinstance(error.filename, (str, bytes, os.PathLike)):
        return ""
    return "".join(each if each.isprintable() else "\ufffd" for each in os.fsdecode(error.filename))


@click.group(
    cls=Group,
    commands=Commands(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="enquiry")
def main() -> None:
    """Enquiry builds a network of reflective blogs from a folder of Markdown.

    Start a network with `enquiry init my-network`, look at it with `enquiry serve`, write with `enquiry new`
    and `enquiry reply`.
    """


def run_command() -> None:
    """Run the command and end the process without freeing its memory, which takes long."""
    try:
        main(prog_name="enquiry")
    except SystemExit as ended:  # whose traceback keeps what the command had
        code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                code = code or 1
        os._exit(code)
