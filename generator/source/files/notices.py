"""The parts of `network.yaml` that the law asks for: a privacy notice and an accessibility statement."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.schema.dates import day
from generator.schema.shapes import Shape
from generator.schema.values import choice, link, listing, prose, text
from generator.source.files.readers import Weblink, weblinks

BASES: Final = (
    "consent",
    "contract",
    "legal-obligation",
    "vital-interests",
    "public-task",
    "legitimate-interests",
)
"""The lawful bases of the UK's data protection law (Article 6)."""

COMPLIANCE: Final = ("full", "partial", "none")

FAULTS: Final = ("non-compliance", "disproportionate-burden", "out-of-scope")
"""The reasons that the UK's accessibility regulations know for content that is not accessible."""

ENFORCED_IN: Final = ("great-britain", "northern-ireland")


class PurposeFields(Struct, frozen=True, array_like=True):
    """One kind of personal data, why it is held, and the lawful basis for that."""

    what: str
    why: str
    basis: str


class PrivacyFields(Struct, frozen=True, array_like=True):
    """The content of a privacy notice: `who` is responsible, `why`, `how_long`, and whom to `ask`.

    An empty value means that the notice does not say.
    """

    who: str = ""
    why: tuple[PurposeFields, ...] = ()
    how_long: str = ""
    ask: str = ""
    officer: str = ""
    shared_with: str = ""
    complain_to: tuple[Weblink, ...] = ()
    reviewed: str = ""


class FaultFields(Struct, frozen=True, array_like=True):
    """Content that is not accessible, why that is so, and the alternative. `kind` is one of `FAULTS`."""

    what: str
    why: str
    instead: str
    criterion: str = ""
    kind: str = "non-compliance"


class AccessibilityFields(Struct, frozen=True, array_like=True):
    """The content of an accessibility statement.

    `response` is the time within which a question is answered; `enforced_in` decides who enforces the law.
    """

    status: str
    response: str
    prepared: str
    contact: str = ""
    reviewed: str = ""
    tested: str = ""
    faults: tuple[FaultFields, ...] = ()
    organisation: str = ""
    enforced_in: str = "great-britain"


_PURPOSE: Final = Shape(
    PurposeFields,
    {"what": prose, "why": prose, "basis": choice("a lawful basis", *BASES)},
    {},
    name="a purpose",
)

PRIVACY: Final = Shape(
    PrivacyFields,
    {},
    {
        "who": prose,
        "why": listing(_PURPOSE),
        "how_long": prose,
        "ask": link("mailto", "https"),
        "officer": link("mailto", "https"),
        "shared_with": prose,
        "complain_to": weblinks,
        "reviewed": day,
    },
    name="a privacy notice",
)

_FAULT: Final = Shape(
    FaultFields,
    {"what": prose, "why": prose, "instead": prose},
    {"criterion": text, "kind": choice("a kind of fault", *FAULTS)},
    name="a fault",
)

ACCESSIBILITY: Final = Shape(
    AccessibilityFields,
    {"status": choice("how far a site complies", *COMPLIANCE), "response": prose, "prepared": day},
    {
        "contact": link("mailto", "https"),
        "reviewed": day,
        "tested": prose,
        "faults": listing(_FAULT),
        "organisation": prose,
        "enforced_in": choice("where the law is enforced", *ENFORCED_IN),
    },
    name="an accessibility statement",
)
