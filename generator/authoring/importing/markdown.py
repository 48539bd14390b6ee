"""The import of a folder of Markdown, a site made by Jekyll or Hugo, by the same plan as an export."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from msgspec.structs import replace

from generator.authoring.files.writing import Refused
from generator.authoring.importing.addresses import TextAddresses
from generator.authoring.importing.composing import Composer, Setting
from generator.authoring.importing.conversion import Converted
from generator.authoring.importing.exports import Item
from generator.authoring.importing.identities import of_text
from generator.authoring.importing.plan import Plan
from generator.authoring.importing.planning import Given
from generator.authoring.importing.site_folder import ALIAS, items, surveyed
from generator.authoring.importing.site_text import in_markdown
from generator.authoring.importing.survey import Progress, Surveyed
from generator.authoring.importing.wordpress import Import
from generator.engine.options import Options
from generator.model import paths
from generator.network.programme import by_start

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class FolderImport(Import):
    """A folder of texts that one person wrote."""

    def __init__(self, options: Options, folder: Path, person: str, cohort: str, progress: Progress) -> None:
        self.begin(options, cohort or _cohort_of(options, person), progress)
        if person not in self.workspace.network.people:
            raise Refused(f"There is no participant {person}. Start one with `enquiry new person`.")
        self.folder = folder
        self.person = person
        self.exports = (surveyed(folder, person),)

    def plan(self, as_of: str, given: Given) -> Plan:
        """Return the plan for the folder."""
        return super().plan(as_of, replace(given, people={self.person: (self.person,)}))

    def items(self, export: Surveyed) -> Iterator[Item]:
        """Yield the texts, with their words."""
        return items(self.folder, self.person, export.blog.address)

    def composer(self, setting: Setting, export: Surveyed) -> Composer:
        """Return what makes files of the texts."""
        return _Composer(setting, export)


def _cohort_of(options: Options, person: str) -> str:
    """Return the last cohort of somebody."""
    from generator.authoring.files.writing import load

    own = [each for each in load(options).cohorts.values() if person in dict(each.fields.members)]
    if not own:
        raise Refused(f"{person} is in no cohort. Say which one with --cohort.")
    return by_start(own)[-1].id


class _Composer(Composer):
    """The files of a folder, whose texts are Markdown already."""

    def __init__(self, setting: Setting, export: Surveyed) -> None:
        super().__init__(setting, export)
        self._stems: dict[str, str] = {}
        for item in export.texts:
            place = setting.placed.texts.get(of_text(export.blog, item))
            if place is not None:
                stem = posixpath.splitext(item.id)[0].removesuffix("/index")
                for each in (item.id, stem, posixpath.basename(stem), item.name):
                    self._stems.setdefault(each, place.path)

    def converted(self, item: Item, addresses: TextAddresses) -> Converted:
        """Return the text, with the addresses by which things are known here."""
        return in_markdown(item.content, lambda href, image: self._address(item, addresses, href, image))

    def earlier(self, item: Item) -> list[str]:
        """Return the addresses that a text had."""
        return [value for name, value in item.meta if name == ALIAS]

    def _address(self, item: Item, addresses: TextAddresses, href: str, image: bool) -> str:
        """Return the address of a link or a picture here; empty where it leads nowhere."""
        if href.startswith("#") or (_SCHEME.match(href) and not href.lower().startswith("http")):
            return href
        bare = unquote(href.partition("#")[0].partition("?")[0])
        beside = paths.beside(item.id, bare) if not bare.startswith("/") else bare.strip("/")
        last = posixpath.basename(bare.strip("/"))
        for each in (beside, bare.strip("/"), last, posixpath.splitext(last)[0]):
            if each in self._stems and not image and "//" not in bare:
                return addresses.beside(self._stems[each])
        on_the_web = "//" in bare or self.export.blog.address.startswith("http")
        found = (addresses.picture if image else addresses.link)(href) if on_the_web else ""
        if found and not _SCHEME.match(found):
            return found
        kept = "" if "//" in bare else self.setting.shelf.put(f"https://folder/{beside}", addresses.path)
        if kept:
            return addresses.beside(kept)
        return found if re.match(r"https?://", found) else ""
