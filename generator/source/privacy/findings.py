"""Findings: personal data and names in a text, as later stages know them."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

KINDS: Final = {
    "email": "an e-mail address",
    "telephone": "a telephone number",
    "ni": "a National Insurance number",
    "nhs": "an NHS number",
    "scn": "a Scottish Candidate Number",
    "postcode": "a postcode",
    "name": "a name from never-publish.txt",
    "real-name": "the real name of somebody with a pseudonym",
    "part": "part of the real name of somebody with a pseudonym",
    "person": "the name of somebody in this network",
    "titled": "a name after a title",
    "pupil": "something that tells which pupil is meant",
}


class Finding(Struct, frozen=True, array_like=True):
    """Something that looks like personal data.

    The text that was found is not kept: `mark` stands for it in this file wherever it is moved to, and
    `masked` hints at it.
    """

    kind: str
    mark: str
    masked: str
    line: int
    column: int
    setting: str = ""

    def __str__(self) -> str:
        return KINDS[self.kind] + (f" ({self.masked})" if self.masked else "")


class Name(Struct, frozen=True, array_like=True, order=True):
    """A name in the form in which it is compared, and the `kind` of finding that it makes.

    `form` is a row of `name_forms.py`: the whole name, its surname after a title, a part of it, a folder.
    """

    kind: str
    normal: str
    form: str = "whole"
