"""`enquiry digest`: a cohort's digest as a mail that somebody can send, and as Markdown.

Nothing is sent from here, and the mail names no recipient.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct

from generator.authoring.files.writing import Refused
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.engine.theme import languages, sources
from generator.model.audience import Viewer
from generator.model.diagnostics import errors
from generator.model.suggest import nearest
from generator.network.cut import cut
from generator.network.edition import link
from generator.network.records import Cohort, Network
from generator.publish.composer.composer import Composer
from generator.publish.digest_message import Message, message
from generator.publish.digest_text import markdown, plain, summary

if TYPE_CHECKING:
    from email.message import EmailMessage


MOST_OF_NAME = 60


class Digest(Struct, frozen=True):
    """A digest in both its forms. `notes` are for whoever asked for it."""

    name: str
    mail: bytes
    text: str
    notes: tuple[str, ...]


def digest(options: Options, viewer: Viewer, name: str, since: str) -> Digest:
    """Return the digest of a cohort, as an edition holds it on the day of these options."""
    build = Build(options)
    found = errors(build.check())
    network = build.network()
    if network is None:
        raise Refused("network.yaml can't be read; `enquiry check` says why.")
    if since > options.date:
        raise Refused(
            f"{since} is after {options.date}, the day of the digest. Choose an earlier --since, or a later "
            "--date."
        )
    theme = sources.find_theme(options.content, network.config.theme)
    composer = Composer(
        link(network, cut(network, viewer)),
        languages.find_language(theme.folders, network.config.language).language,
    )
    view = message(composer, _cohort(network, composer, name), since, options.date)
    return Digest(
        f"digest-{name}-{options.date}",
        bytes(_mail(view, _html(view, theme.folders))),
        markdown(view),
        tuple(_notes(view, composer, len(found))),
    )


def _cohort(network: Network, composer: Composer, name: str) -> Cohort:
    cohorts, edition = composer.edition.cohorts, composer.edition.viewer.name
    if name in cohorts:
        return cohorts[name]
    if name in network.cohorts:
        raise Refused(f"The cohort {name} is not in the {edition} edition: nothing of it may be seen there.")
    close = nearest(name, cohorts)
    raise Refused(
        f"There is no cohort {name}."
        + (f" Did you mean {close[0]}?" if close else f" There are: {', '.join(sorted(cohorts)) or 'none'}.")
    )


def _notes(view: Message, composer: Composer, wrong: int) -> list[str]:
    """Return notes for whoever sends it."""
    edition = composer.edition
    notes = [summary(view)] if view.nothing else []
    if wrong:
        notes.append(
            f"The content has {wrong} error{'' if wrong == 1 else 's'}; what has errors is left out. "
            "`enquiry check` names them."
        )
    if not edition.viewer.is_public and edition.viewer.name not in dict(edition.config.addresses):
        notes.append(
            f"network.yaml has no address for the {edition.viewer.name} edition, so links lead to "
            f"{composer.frame.base}; add `addresses: {{{edition.viewer.name}: https://…}}`."
        )
    return notes


def _html(view: Message, folders: tuple[str, ...]) -> str:
    from jinja2 import TemplateError

    from generator.publish.theme import render_mail

    try:
        return render_mail(folders, view.language, view=view, summary=summary(view))
    except TemplateError as error:
        raise Refused(f"There is a mistake in the theme's message.html: {error.message or error}") from None


def _mail(view: Message, html: str) -> EmailMessage:
    """Return a mail in two forms of the same words.

    Its id and its boundary follow from its text, not from chance.
    """
    from email import policy
    from email.headerregistry import Address
    from email.message import EmailMessage

    text = plain(view)
    mark = hashlib.blake2b(f"{text}\0{html}".encode(), digest_size=12).hexdigest()
    host = _host(view.network.address)
    mail = EmailMessage(policy.SMTP)
    mail["Date"] = f"{_weekday(view.date.iso)} 00:00:00 +0000"
    mail["From"] = Address(_name(view.network.title), "no-reply", host)
    mail["Subject"] = _header(view.title)
    mail["Message-ID"] = f"<digest.{mark}@{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Unsent"] = "1"
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    mail.set_boundary(f"=_digest_{mark}")
    mail["Content-Language"] = view.language.code
    return mail


def _weekday(iso: str) -> str:
    """Return a day as the headers of mail write it, in English whatever the language."""
    import datetime as dt
    from email.utils import format_datetime

    return " ".join(format_datetime(dt.datetime.fromisoformat(iso)).split()[:4])


def _header(text: str) -> str:
    """Return text for a header: on one line, of printable characters."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _name(text: str) -> str:
    """Return a sender's name: words alone, on one line, since programs read signs there differently."""
    return (
        textwrap.shorten(re.sub(r"[^\w'’–-]+", " ", _header(text)), MOST_OF_NAME, placeholder=" …").strip()
        or "Enquiry"
    )


def _host(address: str) -> str:
    """Return the host of the site, as a mail names it."""
    try:
        host = (urlsplit(address).hostname or "").encode("idna").decode()
    except (UnicodeError, ValueError):
        host = ""
    return host if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", host) else "localhost"


def places(to: Path, name: str) -> tuple[Path, Path]:
    """Return the paths of the mail and the Markdown: in a folder, or under a name in .eml or .md."""
    if to.suffix in (".eml", ".md") and not to.is_dir():
        return to.with_suffix(".eml"), to.with_suffix(".md")
    if to.suffix and not to.is_dir():
        raise Refused(f"{to} is neither a folder nor a file that ends in .eml or .md.")
    return to / f"{name}.eml", to / f"{name}.md"


def write(made: Digest, to: Path) -> tuple[Path, Path]:
    """Write both forms, each whole or not at all; a digest that is there is replaced."""
    mail, text = places(to, made.name)
    mail.parent.mkdir(parents=True, exist_ok=True)
    for path, data in ((mail, made.mail), (text, made.text.encode())):
        descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=".digest-")
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.replace(beside, path)
    return mail, text
