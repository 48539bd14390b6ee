"""The rules of the W3C's feed validator, errors and warnings, as far as they say more than RFC 4287."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from typing import Final

ATOM: Final = "{http://www.w3.org/2005/Atom}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
TAG: Final = re.compile(
    r"tag:([a-z0-9\-._]+?@)?[a-z0-9.\-]+?,\d{4}(-\d{2}(-\d{2})?)?:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]*"
)
"""A `tag:` URI, as the validator reads it."""
LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
RUNS: Final = re.compile(r"<(?:script|meta|embed|object)\b|\son[a-z]+=|\sstyle=", re.IGNORECASE)


def faults(data: bytes, address: str) -> Iterator[str]:
    """Yield what the validator would say of a feed at an address, by the names of its messages."""
    feed = ET.fromstring(data)
    entries = feed.findall(f"{ATOM}entry")
    if b"\r" in data or not data.startswith(b'<?xml version="1.0" encoding="utf-8"?>'):
        yield "EncodingMismatch"
    if [each.get("href") for each in feed.findall(f"{ATOM}link[@rel='self']")] != [address]:
        yield "SelfDoesntMatchLocation"
    for name in ("id", "updated"):
        said = Counter(each.findtext(ATOM + name) for each in entries)
        yield from (f"Duplicate {name} {value}" for value, times in said.items() if times > 1)
    for element in (feed, *entries):
        yield from _of_element(element)
    if not feed.findall(f"{ATOM}author") and not all(each.findall(f"{ATOM}author") for each in entries):
        yield "MissingAuthor"
    for each in feed.iter():
        if (language := each.get(f"{XML}lang")) is not None and not LANGUAGE.fullmatch(language):
            yield f"InvalidLanguage {language}"


def _of_element(element: ET.Element) -> Iterator[str]:
    identity = element.findtext(f"{ATOM}id", "")
    if not TAG.fullmatch(identity):
        yield f"InvalidTAG {identity}"
    for name in ("published", "updated"):
        if (day := element.findtext(ATOM + name)) and not "1995" < day < "2100":
            yield f"ImplausibleDate {day}"
    for each in ("title", "summary", "name"):
        if any(not "".join(found.itertext()).strip() for found in element.findall(ATOM + each)):
            yield f"NotBlank {each}"
        if any("<" in (found.text or "") for found in element.findall(ATOM + each)):
            yield f"ContainsHTML {each}"
    contents = element.findall(f"{ATOM}content")
    if element.tag == f"{ATOM}entry" and not contents and element.find(f"{ATOM}summary") is None:
        yield f"MissingSummary {identity}"
    for content in contents:
        if not (content.text or "").strip():
            yield f"NotBlank content {identity}"
        if RUNS.search(content.text or ""):
            yield f"SecurityRisk {identity}"
