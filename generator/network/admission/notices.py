"""The notices that the law asks for: what a network's privacy notice and its accessibility statement lack."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import fields

from generator.model.codes import UNFILLED
from generator.model.diagnostics import Diagnostic, Span
from generator.network.admission.context import Sources
from generator.schema.publication import kept_back
from generator.source.document import Document
from generator.source.files.network import NetworkFields
from generator.source.files.notices import AccessibilityFields, PrivacyFields

PAGE: Final = "pages/privacy.md"
_NOTICE: Final = "the privacy notice"
_MOST_LINES: Final = 12
_EXAMPLES: Final = (".example.org", ".example.com", ".example.net", ".example")
"""Endings of addresses that are for examples (RFC 2606), so nobody has one of them."""
OF_TEMPLATE: Final = {
    ("concern",): "mailto:concerns@example.org",
    ("privacy_contact",): "mailto:privacy@example.org",
    ("accessibility", "contact"): "mailto:concerns@example.org",
}
"""The addresses that `enquiry init` writes, to be replaced."""
_PLACEHOLDER: Final = re.compile(r"\[[^\]]*\]")
_NEEDED: Final = {
    "who": ("who is responsible", "who: The name and the address of the organisation that decides"),
    "why": (
        "why personal data are held",
        "why: [{what: names and posts, why: so that members can learn from each other, basis: public-task}]",
    ),
    "how_long": (
        "for how long personal data are kept",
        "how_long: Until two years after the end of the programme",
    ),
    "ask": ("whom to ask", "ask: mailto:privacy@example.org"),
}
"""The settings that a privacy notice needs, each with what it says and an example."""


def addresses(config: NetworkFields) -> Iterator[str]:
    """Yield the addresses of the pages that are made from settings."""
    yield from (
        name for name, said in (("privacy", config.privacy), ("accessibility", config.accessibility)) if said
    )


def check_notices(sources: Sources, settings: Document, config: NetworkFields) -> Iterator[Diagnostic]:
    """Yield what is wrong with the notices in these settings."""
    if any(each.is_error for each in settings.diagnostics):
        return
    if config.privacy is None and not _has_page(sources):
        hint = "add `privacy:` to network.yaml, with `who`, `why`, `how_long` and `ask`"
        yield Diagnostic(
            settings.span("privacy"), "no-privacy-notice", "The public edition has no privacy notice.", hint
        )
    else:
        yield from _lacking(settings, config.privacy or PrivacyFields(), config.privacy_contact)
    yield from _unfilled(settings, config)
    if config.accessibility is not None:
        yield from _contradiction(settings, config.accessibility)


def _has_page(sources: Sources) -> bool:
    """Return whether there is a page for the privacy notice that is published on this day."""
    page = sources.by_path.get(PAGE)
    return page is not None and not kept_back(page.fields, sources.date)


def _lacking(settings: Document, privacy: PrivacyFields, contact: str) -> Iterator[Diagnostic]:
    said = {
        "who": privacy.who,
        "why": privacy.why,
        "how_long": privacy.how_long,
        "ask": privacy.ask or contact,
    }
    for key, (what, example) in _NEEDED.items():
        if not said[key]:
            message = f"The privacy notice does not say {what}, so the public edition can't be built."
            yield Diagnostic(
                settings.span("privacy", key),
                "privacy-incomplete",
                message,
                f"add to `privacy:` in network.yaml a line such as `{example}`",
            )


def _unfilled(settings: Document, config: NetworkFields) -> Iterator[Diagnostic]:
    """Yield one finding for all that still is as `enquiry init` wrote it, at the first of the places."""
    notice, statement = _placeholders(config.privacy), _placeholders(config.accessibility)
    said = "what holds for your network, without the square brackets"
    parts = [
        (_NOTICE, said, [("privacy", *keys) for keys in notice]),
        ("the accessibility statement", said, [("accessibility", *keys) for keys in statement]),
        ("addresses that reach nobody", "addresses that are yours", _of_nobody(config)),
    ]
    left = [(what, hint, sorted(settings.span(*each) for each in keys)) for what, hint, keys in parts if keys]
    if not left:
        return
    told = "; ".join(f"{what} ({_lines(places)})" for what, _, places in left)
    message, code = f"Not filled in yet: {told}.", "placeholder"
    if left[0][0] == _NOTICE:
        message, code = f"{message} Until {_NOTICE} is, the public edition is not built.", UNFILLED
    hint = " and ".join(dict.fromkeys(hint for _, hint, _ in left))
    yield Diagnostic(min(places[0] for *_, places in left), code, message, f"write there {hint}")


def _lines(places: Sequence[Span]) -> str:
    lines = sorted({each.line for each in places})
    listed = ", ".join(map(str, lines[:_MOST_LINES])) + (", …" if len(lines) > _MOST_LINES else "")
    return f"line {listed}" if len(lines) == 1 else f"lines {listed}"


def _of_nobody(config: NetworkFields) -> list[tuple[str | int, ...]]:
    """Return the settings with addresses of a template.

    A network that is itself below a name for examples may have them: it is one. While it has the address that
    `enquiry init` writes, those alone are meant that are written there, too.
    """
    host = (urlsplit(config.address).hostname or "").lower()
    if host.endswith(_EXAMPLES):
        return []
    privacy = config.privacy or PrivacyFields()
    mails = {
        ("concern",): config.concern,
        ("privacy_contact",): config.privacy_contact,
        ("contact",): config.contact,
        ("privacy", "ask"): privacy.ask,
        ("privacy", "officer"): privacy.officer,
        ("accessibility", "contact"): config.accessibility.contact if config.accessibility else "",
    }
    unset = f".{host}".endswith(_EXAMPLES)
    left: list[tuple[str | int, ...]] = [
        keys
        for keys, mail in mails.items()
        if (mail == OF_TEMPLATE.get(keys) if unset else _reaches_nobody(mail))
    ]
    return [*left, ("address",)] if left and unset else left


def _reaches_nobody(mail: str) -> bool:
    """Return whether mail to an address goes nowhere."""
    return f".{mail.rpartition('@')[2].partition('?')[0].lower()}".endswith(_EXAMPLES)


def _placeholders(settings: object) -> Iterator[tuple[str | int, ...]]:
    """Yield the ways to statements that stand in square brackets, as `enquiry init` writes them."""
    if isinstance(settings, str):
        if _PLACEHOLDER.fullmatch(settings):
            yield ()
    elif isinstance(settings, tuple):
        for place, each in enumerate(settings):
            yield from ((place, *keys) for keys in _placeholders(each))
    elif isinstance(settings, Struct):
        for field in fields(settings):
            yield from ((field.name, *keys) for keys in _placeholders(getattr(settings, field.name)))


def _contradiction(settings: Document, accessibility: AccessibilityFields) -> Iterator[Diagnostic]:
    counted = [each for each in accessibility.faults if each.kind != "out-of-scope"]
    if accessibility.status == "full" and counted:
        message = "A site with known faults is not fully accessible."
        yield Diagnostic(
            settings.span("accessibility", "status"),
            "accessibility-contradiction",
            message,
            "write `status: partial`, or take out the faults that are mended",
        )
    if accessibility.status != "full" and not counted:
        message = "This says that not everything is accessible, and not what."
        yield Diagnostic(
            settings.span("accessibility", "status"),
            "accessibility-contradiction",
            message,
            "list it under `faults`, each with `what`, `why` and `instead`",
        )
