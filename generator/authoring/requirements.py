"""`requirements.txt` of a new network: Enquiry itself, and exact versions of all that it needs.

Nobody has published Enquiry in a package index, where a stranger could do so. It comes from the repository
and the revision that this one was installed from, or from a wheel in the network's own folder. With a wheel,
each package has digests, so that nothing but these very files is installed.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.authoring.files.writing import Refused
from generator.engine.archives import packed
from generator.engine.theme.sources import packaged

PINS: Final = Path(__file__).parent / "skeleton" / "pins.txt"
"""Exact versions with digests; `python3 -m tests --lock` writes them."""
VENDOR: Final = "vendor"
_PACKAGE: Final = Path(__file__).parent.parent
_SHIPPED: Final = ("content", "themes")
_DIGEST: Final = re.compile(r" \\\n    --hash=\S+")


class Requirements(Struct, frozen=True):
    """The text of `requirements.txt`, and other files that it names, by their paths."""

    text: str
    files: Mapping[str, bytes]


def requirements(*, vendor: bool) -> Requirements:
    """Return what a machine in CI installs.

    A wheel is made where this is asked for, and where nobody could tell where this Enquiry came from.
    """
    found = _installed()
    pins = PINS.read_text(encoding="utf-8")
    if (source := _repository(found)) and not vendor:
        return Requirements(f"enquiry @ {source}\n{_DIGEST.sub('', pins)}", {})
    if found is None:
        raise Refused("Install Enquiry first: the new network needs a copy of what is installed.")
    name, data = _wheel(found)
    digest = hashlib.sha256(data).hexdigest()
    return Requirements(f"./{VENDOR}/{name} --hash=sha256:{digest}\n{pins}", {f"{VENDOR}/{name}": data})


def _installed() -> Distribution | None:
    try:
        return distribution("enquiry")
    except PackageNotFoundError:
        return None


def _repository(found: Distribution | None) -> str:
    """Return the repository with the revision that Enquiry was installed from; empty where it was none."""
    direct = json.loads((found.read_text("direct_url.json") if found else "") or "{}")
    commit = direct.get("vcs_info", {}).get("commit_id")
    return f"git+{direct['url']}@{commit}" if commit else ""


def _wheel(found: Distribution) -> tuple[str, bytes]:
    """Return a wheel of the code that runs here, with its name."""
    version = found.version
    about = f"enquiry-{version}.dist-info"
    files = dict(_code())
    for name in ("METADATA", "WHEEL", "entry_points.txt"):
        files[f"{about}/{name}"] = (found.read_text(name) or "").encode()
    record = io.StringIO()
    rows = csv.writer(record, lineterminator="\n")
    for path, data in sorted(files.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.writerow([path, f"sha256={digest}", len(data)])
    rows.writerow([f"{about}/RECORD", "", ""])
    files[f"{about}/RECORD"] = record.getvalue().encode()
    return f"enquiry-{version}-py3-none-any.whl", packed(files)


def _code() -> Iterator[tuple[str, bytes]]:
    """Yield the files of the package, with the folders that ship inside of it."""
    for name in ("", *_SHIPPED):
        top = packaged(name) if name else _PACKAGE
        for file in sorted(top.rglob("*")):
            inside = file.relative_to(top).as_posix()
            shipped = not name and inside.split("/")[0] in _SHIPPED
            if file.is_file() and "__pycache__" not in file.parts and not shipped:
                yield "/".join(filter(None, ("generator", name, inside))), file.read_bytes()
