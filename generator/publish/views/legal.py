"""Views of the privacy notice and of the accessibility statement."""

from __future__ import annotations

from msgspec import Struct

from generator.publish.views.parts import Anchor, Day, Head, RichText


class Purpose(Struct, frozen=True, array_like=True):
    """One kind of personal data: why it is held, and on what lawful basis (in words)."""

    what: str
    why: str
    basis: str


class PrivacyView(Struct, frozen=True, array_like=True):
    """`/privacy/`: the network's own words, then what a notice has to say.

    `bases` are the lawful bases by their short names. `spoken` is the language of the parts that the law asks
    for, where it is not the page's; `own` that of the network's own words among them, where it is not the
    same.
    """

    head: Head
    summary: str
    body: RichText | None
    edit: str
    who: str
    purposes: tuple[Purpose, ...]
    bases: tuple[str, ...]
    how_long: str
    ask: Anchor | None
    officer: Anchor | None
    shared_with: str
    complain_to: tuple[Anchor, ...]
    reviewed: Day | None
    spoken: str
    own: str
    editor: bool = False


class Fault(Struct, frozen=True, array_like=True):
    """Something that not everybody can use, why, and what they can do instead."""

    what: str
    why: str
    instead: str
    criterion: str


class AccessibilityView(Struct, frozen=True, array_like=True):
    """`/accessibility/`: the network's own words, then what a statement has to say.

    `faults` are by the law's name for their kind. `status` is full, partial or none; `enforced_in`
    great-britain or northern-ireland. `spoken` and `own` are as in a `PrivacyView`.
    """

    head: Head
    summary: str
    body: RichText | None
    edit: str
    organisation: str
    status: str
    faults: tuple[tuple[str, tuple[Fault, ...]], ...]
    contact: Anchor | None
    response: str
    prepared: Day
    reviewed: Day | None
    tested: str
    enforced_in: str
    spoken: str
    own: str
