"""`enquiry init`: a network that builds unedited, made from the sample network's programme and guide."""

from __future__ import annotations

import datetime as dt
import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from string import Template

from msgspec import Struct

from generator import __version__
from generator.authoring.files.writing import Refused
from generator.authoring.guide import guide
from generator.engine.theme.sources import packaged
from generator.model.forges import FORGES
from generator.model.slugs import slugify
from generator.publish.composer.identifiers import host

SKELETON = Path(__file__).parent / "skeleton"
PROGRAMME = "cohorts/stl-2018.yaml"
"""The sample cohort whose phases and prompts a new network begins with."""
FOCUS = {
    "2012": (
        "clpl-2012.enquiry-and-research",
        "clpl-2012.sustaining-and-developing-professional-learning",
        "slm-2012.3.3",
        "values-2012",
    ),
    "2021": ("clpl-2021", "commitment-2021", "sml-2021", "values-2021"),
}
"""Standards in focus to begin with, the first of them that of the first post: those of the suite in force."""
LAST_DAY_OF_2012 = "2021-08-01"


class Choices(Struct, frozen=True):
    """The choices of whoever starts a network."""

    title: str
    address: str
    facilitator: str
    forge: str
    repository: str
    today: str
    account: str = ""


def init(folder: Path, choices: Choices) -> list[Path]:
    """Write a new network into an empty folder; return the files that were written.

    Raises `Refused` where the folder holds something: nothing is ever overwritten.
    """
    if folder.exists() and (not folder.is_dir() or any(each.name != ".git" for each in folder.iterdir())):
        raise Refused(f"{folder} is not empty, and nothing in it is overwritten. Choose a new folder.")
    facilitator = slugify(choices.facilitator)
    if not facilitator:
        raise Refused(f"“{choices.facilitator}” has no letter that could stand in a folder's name.")
    sample = packaged("content")
    theirs, ours = FOCUS["2012"][0], focus(choices.today)[0]
    pages, pictures = guide(sample / "pages")
    texts = {
        **_skeleton(choices, facilitator),
        "content/cohorts/first-cohort.yaml": cohort(
            (sample / PROGRAMME).read_text(encoding="utf-8"), facilitator, choices.today
        ),
        **{f"content/pages/{name}": text.replace(f"[{theirs}]", f"[{ours}]") for name, text in pages.items()},
    }
    files = {name: text.encode() for name, text in texts.items()}
    files |= {f"content/pages/{name}": data for name, data in pictures.items()}
    written = []
    for name, data in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(path)
    return written


def _skeleton(choices: Choices, facilitator: str) -> dict[str, str]:
    """Return the files that are filled in with what was chosen, by their paths."""
    words = {
        "title": json.dumps(choices.title, ensure_ascii=False),
        "plain_title": choices.title,
        "address": choices.address.rstrip("/") + "/",
        "entity": f"{host(choices.address)},{choices.today}",
        "facilitator": facilitator,
        "name": json.dumps(choices.facilitator, ensure_ascii=False),
        "today": choices.today,
        "forge": f"forge: {{kind: {choices.forge}, repository: {choices.repository}, branch: main}}"
        if choices.repository
        else f"# forge: {{kind: {choices.forge}, repository: organisation/repository, branch: main}}"
        "   # for “New post”, “Reply” and “Edit” in the browser",
        "accounts": f"accounts: {json.dumps([choices.account.removeprefix('@')])}"
        if choices.account
        else "# accounts: [account-on-the-forge]         "
        "# by which proposals know you; no page ever shows it",
        "requirement": requirement(),
        "standard": focus(choices.today)[0],
    }
    sources = {**_COMMON, **dict(FORGES[choices.forge].ci)}
    files = {name: _filled(source, words) for source, name in sources.items()}
    person = f"content/participants/{facilitator}"
    files[f"{person}/profile.md"] = _filled("profile.md", words)
    files[f"{person}/posts/{choices.today}-welcome.md"] = _filled("welcome.md", words)
    return files


_PAGES = ("about", "privacy", "accessibility")
_COMMON = {
    "gitignore": ".gitignore",
    "README.md": "README.md",
    "network.yaml": "content/network.yaml",
    "requirements.txt": "requirements.txt",
    **{f"{name}.md": f"content/pages/{name}.md" for name in _PAGES},
}


def _filled(source: str, words: dict[str, str]) -> str:
    return Template((SKELETON / source).read_text(encoding="utf-8")).safe_substitute(words)


def cohort(sample: str, facilitator: str, today: str) -> str:
    """Return the sample's programme as a first cohort: its phases and prompts, moved to begin today.

    The sample's people and their posts are left out.
    """
    bare = _without(_without(_without(sample, "members"), "showcase"), "focus")
    starts = re.search(r"^starts: *(\d{4}-\d\d-\d\d)", bare, re.MULTILINE)
    first = dt.date.fromisoformat(starts[1])  # type: ignore[index]  # the sample has it
    begins = dt.date.fromisoformat(today)
    shift = begins - dt.timedelta(days=begins.weekday()) - first
    moved = re.sub(
        r"\b\d{4}-\d\d-\d\d\b", lambda match: (dt.date.fromisoformat(match[0]) + shift).isoformat(), bare
    )
    retitled = re.sub(r"^title: .*$", "title: Our first cohort", moved, count=1, flags=re.MULTILINE)
    in_focus = "".join(f"  - {each}\n" for each in focus(today))
    member = (
        f"  {facilitator}: facilitator              # participant | critical-friend | tutor | facilitator\n"
    )
    return f"{retitled.rstrip()}\nfocus:\n{in_focus}members:\n{member}"


def focus(today: str) -> tuple[str, ...]:
    """Return the standards in focus on this day."""
    return FOCUS["2012" if today <= LAST_DAY_OF_2012 else "2021"]


def _without(text: str, key: str) -> str:
    """Return YAML without one of its top keys."""
    return re.sub(rf"^{key}:[^\n]*\n(?:[ \t#][^\n]*\n|\n)*", "", text, flags=re.MULTILINE)


def requirement() -> str:
    """Return the requirement by which a machine in CI installs Enquiry from where this one came."""
    try:
        direct = json.loads(distribution("enquiry").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        direct = {}
    if commit := direct.get("vcs_info", {}).get("commit_id"):
        return f"enquiry @ git+{direct['url']}@{commit}"
    return (
        "# Where your CI gets Enquiry from, if not from a package index: "
        f"enquiry @ git+https://host/organisation/enquiry@revision\nenquiry>={__version__}"
    )
